import { digits } from './report.mjs';

/** @typedef {import('../../src/laws/regression/run-point.ts').RunPoint} RunPoint */
/** @typedef {import('../../src/laws/power-law/power-law.ts').LawPoint} LawPoint */
/**
 * @typedef {{
 *   heldOut: readonly import('../../src/laws/hold-out/extrapolation.ts').HeldOut<RunPoint | LawPoint>[],
 *   score: import('../../src/laws/hold-out/prediction-score.ts').PredictionScore,
 * }} Predictions
 */

/**
 * What a law says of runs that it did not see, a line each, and the score; nothing where none was held out.
 *
 * @param {Partial<Predictions>} predictions
 */
export function heldOutLines({ heldOut = [], score }) {
  const lines = heldOut.map(({ point, predicted, ring: { low, high }, landed }) => {
    const size =
      'x' in point
        ? `x = ${digits(point.x)}`
        : `N = ${digits(point.parameters)}, D = ${digits(point.tokens)}`;
    const ring = `${digits(low)} to ${digits(high)}`;
    return `held out, ${size}: foretold ${digits(predicted)} (${ring}), was ${digits(point.loss)}: ${landed ? 'landed' : 'missed'}`;
  });
  return score ? [...lines, score.words] : lines;
}

import type { HeldOut } from '../../src/laws/hold-out/extrapolation.ts';
import type { PredictionScore } from '../../src/laws/hold-out/prediction-score.ts';
import type { LawPoint } from '../../src/laws/power-law/log-sample.ts';
import type { RunPoint } from '../../src/laws/regression/run-point.ts';
import { digits } from './report.ts';

/** Predictions of the runs that were left out of the fit of a law. */
export interface Predictions {
  heldOut: readonly HeldOut<RunPoint | LawPoint>[];
  score: PredictionScore;
}

/** A line for each prediction, and one for the score; no lines if no run was held out. */
export function heldOutLines({ heldOut = [], score }: Partial<Predictions>): string[] {
  const lines = heldOut.map(({ point, predicted, ring: { low, high }, covered }) => {
    const size =
      'x' in point
        ? `x = ${digits(point.x)}`
        : `N = ${digits(point.parameters)}, D = ${digits(point.tokens)}`;
    const interval = `${digits(low)} to ${digits(high)}`;
    return `held out, ${size}: predicted ${digits(predicted)} (${interval}), measured ${digits(point.loss)}: ${covered ? 'inside' : 'outside'}`;
  });
  return score ? [...lines, score.words] : lines;
}

/** Figures under the keys of the command's JSON. They are a format: a covered prediction is called `landed` there. */
export function jsonOf({ heldOut, score, ...others }: Partial<Predictions>): object {
  const runs = heldOut?.map(({ covered, ...run }) => ({ ...run, landed: covered }));
  return { ...others, ...(runs && { heldOut: runs }), ...(score && { score: jsonOfScore(score) }) };
}

function jsonOfScore({ covered, ...score }: PredictionScore): object {
  return { landed: covered, ...score };
}

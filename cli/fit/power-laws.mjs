import { accepted } from './accepted.mjs';
import { heldOutLines } from './hold-out.mjs';
import { atMinimumCost, minimumWords } from './minimum-cost.mjs';
import { digits, estimateTable, withIntervals } from './report.mjs';

/** @typedef {import('../../src/laws/power-law/power-law.ts').LawPoint} LawPoint */
/** @typedef {import('../../src/laws/power-law/scaling-law.ts').ScalingLaw} ScalingLaw */
/** @typedef {import('./laws.mjs').FitOptions} FitOptions */
/** @typedef {import('./laws.mjs').Report} Report */
/** @typedef {import('./load-laws.mjs').Load} Load */

const OBJECTIVES = {
  huber: "Huber's loss of log residuals, δ = 0.001, summed",
  squares: 'half the summed squares of log residuals',
};

/**
 * @param {readonly LawPoint[]} points
 * @param {'N' | 'D' | 'C' | 'C_min'} symbol of what x is
 * @param {FitOptions} options
 * @param {Load} load
 * @returns {Promise<Report>}
 */
export async function fitPower(points, symbol, options, load) {
  const robust = robustOf(options);
  const { fit, further } = await fitOrHoldOut(points, options, load);
  const { law, intervals, reason } = fit;
  const { exponent, scale, floor } = law;
  const formula = fit.formula(symbol);
  const search = `${law.points.length} runs; objective (${OBJECTIVES[robust]}) ${digits(law.objective)}; AICc ${digits(law.aicc)}`;
  const profile = options.profile === undefined ? undefined : await floorProfile(law.points, options, load);
  return {
    result: { ...fit, ...further, formula, profile },
    text: [
      formula,
      reason,
      search,
      estimateTable(withIntervals({ exponent, scale, floor }, intervals)),
      ...(profile ? [profile.words] : []),
      ...heldOutLines(further),
    ].join('\n'),
  };
}

/** L(C_min). @type {import('./laws.mjs').Fit} */
export async function fitCheapestPower(rows, options, load) {
  const cheapest = await atMinimumCost(rows, options, load);
  const points = cheapest.map(({ c, loss }) => ({ x: c, loss }));
  const { result, text } = await fitPower(points, 'C_min', options, load);
  const [formula = '', ...rest] = text.split('\n');
  return {
    result: { ...result, criticalBatch: options.criticalBatch },
    text: [formula, minimumWords('C', options), ...rest].join('\n'),
  };
}

/** @param {readonly LawPoint[]} points @param {FitOptions} options @param {Load} load */
async function fitOrHoldOut(points, options, load) {
  const { floor, replicates, seed, holdOut } = options;
  const lawOptions = { floor, loss: robustOf(options), replicates, seed };
  if (holdOut === undefined) {
    /** @type {typeof import('../../src/laws/power-law/scaling-law.ts')} */
    const { fitScalingLaw } = await load('power-law/scaling-law.ts');
    return { fit: accepted(fitScalingLaw(points, lawOptions)), further: {} };
  }
  /** @type {typeof import('../../src/laws/hold-out/extrapolation.ts')} */
  const { extrapolateScalingLaw } = await load('hold-out/extrapolation.ts');
  const { law, heldOut, score } = accepted(extrapolateScalingLaw(points, holdOut, lawOptions));
  return { fit: law, further: { heldOut, score } };
}

/** @param {readonly LawPoint[]} points @param {FitOptions} options @param {Load} load */
async function floorProfile(points, options, load) {
  if (options.profile !== 'floor') throw new Error(`--profile takes floor, not ${options.profile}`);
  /** @type {typeof import('../../src/laws/power-law/floor-profile.ts')} */
  const { profileFloor } = await load('power-law/floor-profile.ts');
  return accepted(profileFloor(points, robustOf(options)));
}

/** Of logs only. @param {FitOptions} options */
export function robustOf({ law, robust }) {
  if (robust !== 'plain-squares') return robust;
  throw new Error(`--law ${law} takes --robust huber or squares, not plain-squares`);
}

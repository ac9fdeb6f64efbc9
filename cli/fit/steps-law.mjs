import { accepted } from './accepted.mjs';
import { atMinimumCost, minimumWords } from './minimum-cost.mjs';
import { namesOf, surfaceOptions, surfaceReport } from './joint-report.mjs';

/** @typedef {import('../../src/laws/batch-size/critical-batch-law.ts').CriticalBatchConstants} CriticalBatchConstants */
/** @typedef {import('../../src/laws/stats/interval.ts').Estimate} Estimate */
/** @typedef {import('../../src/laws/batch-size/kaplan-steps-law.ts').KaplanStepsLaw} KaplanStepsLaw */
/** @typedef {import('./laws.mjs').Fit} Fit */

/** L(N, S_min), and how to spend a budget of C_min by it. @type {Fit} */
export async function fitSteps(rows, options, load) {
  const { budget, criticalBatch } = options;
  if (budget !== undefined && criticalBatch === undefined)
    throw new Error('--law kaplan-steps takes --budget with --critical-batch B_star,alpha_B only');
  /** @type {typeof import('../../src/laws/batch-size/kaplan-steps-law.ts')} */
  const { fitKaplanStepsLaw } = await load('batch-size/kaplan-steps-law.ts');
  const points = (await atMinimumCost(rows, options, load)).map(({ n, s, loss, run, shape }) => ({
    parameters: n,
    steps: s,
    loss,
    ...namesOf({ run, shape }),
  }));
  const law = accepted(fitKaplanStepsLaw(points, surfaceOptions(options)));
  const optimum = budget === undefined || !criticalBatch ? {} : optimumOf(law, budget, criticalBatch);
  const { result, text } = surfaceReport(law, options, optimum, { criticalBatch, ...optimum });
  const [formula = '', ...rest] = text.split('\n');
  return { result, text: [formula, minimumWords('S', options), ...rest].join('\n') };
}

/**
 * @param {KaplanStepsLaw} law
 * @param {number} budget C_min
 * @param {CriticalBatchConstants} criticalBatch
 * @returns {Record<string, Estimate>}
 */
function optimumOf({ optimum, optimumBand }, budget, criticalBatch) {
  const run = optimum(budget, criticalBatch);
  /** @param {keyof typeof run} figure */
  const estimate = (figure) => ({ value: run[figure], ...optimumBand(budget, criticalBatch, figure) });
  return {
    N_opt: estimate('parameters'),
    S_min: estimate('steps'),
    B_crit: estimate('batch'),
    L: estimate('loss'),
  };
}

import type { CriticalBatchConstants } from '../../../src/laws/batch-size/critical-batch-law.ts';
import { fitKaplanStepsLaw, type KaplanStepsLaw } from '../../../src/laws/batch-size/kaplan-steps-law.ts';
import type { Estimate } from '../../../src/laws/stats/interval.ts';
import { accepted, type Fit } from '../law.ts';
import { atMinimumCost, minimumWords } from '../minimum-cost.ts';
import { labelsOf, jointOptions, jointReport } from '../joint-report.ts';

/** L(N, S_min), and how the law spends a budget of C_min. */
export const fitSteps: Fit = (rows, options) => {
  const { budget, criticalBatch } = options;
  if (budget !== undefined && criticalBatch === undefined)
    throw new Error('--law kaplan-steps takes --budget with --critical-batch B_star,alpha_B only');
  const points = atMinimumCost(rows, options).map(({ n, s, loss, run, shape }) => ({
    parameters: n,
    steps: s,
    loss,
    ...labelsOf({ run, shape }),
  }));
  const law = accepted(fitKaplanStepsLaw(points, jointOptions(options)));
  const optimum = budget === undefined || !criticalBatch ? {} : optimumOf(law, budget, criticalBatch);
  const { result, text } = jointReport(law, options, optimum, { criticalBatch, ...optimum });
  const [formula = '', ...rest] = text.split('\n');
  return { result, text: [formula, minimumWords('S', options), ...rest].join('\n') };
};

/** @param budget C_min in FLOPs */
function optimumOf(
  { optimum, optimumBand }: KaplanStepsLaw,
  budget: number,
  criticalBatch: CriticalBatchConstants,
): Record<string, Estimate> {
  const run = optimum(budget, criticalBatch);
  const estimate = (figure: keyof typeof run) => ({
    value: run[figure],
    ...optimumBand(budget, criticalBatch, figure),
  });
  return {
    N_opt: estimate('parameters'),
    S_min: estimate('steps'),
    B_crit: estimate('batch'),
    L: estimate('loss'),
  };
}

import type { Fit } from '../law.ts';
import { atMinimumCost, minimumWords } from '../minimum-cost.ts';
import { powerReport } from '../power-report.ts';

/** L(C_min). */
export const fitPowerOfMinimumC: Fit = (rows, options) => {
  const points = atMinimumCost(rows, options).map(({ c, loss }) => ({ x: c, loss }));
  const { result, text } = powerReport(points, 'C_min', options);
  const [formula = '', ...rest] = text.split('\n');
  return {
    result: { ...result, criticalBatch: options.criticalBatch },
    text: [formula, minimumWords('C', options), ...rest].join('\n'),
  };
};

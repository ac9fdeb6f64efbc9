// Training curves of models on Chinchilla's law with noise. Trains nothing and fits nothing.
import type { BudgetedRun } from '../../../src/laws/regression/run-point.ts';
import { BESIROGLU, chinchillaLoss } from './simulated-grid.ts';

export interface CurvesOptions {
  models: number;
  /** Added to the log loss of a whole curve. */
  noise?: () => number;
  /** Added to the log loss of a point. */
  jitter?: () => number;
}

/**
 * Training curves on a law: 10⁷ to 10¹⁰ parameters, each from 0.5 to 160 tokens a parameter in 40 points, C = 6·N·D.
 */
export function simulatedCurves({ models, noise = () => 0, jitter = () => 0 }: CurvesOptions): BudgetedRun[] {
  return Array.from({ length: models }, (_, i) => {
    const parameters = 1e7 * 10 ** ((3 * i) / (models - 1));
    const shift = noise();
    return Array.from({ length: 40 }, (__, j) => {
      const tokens = 160 * parameters * 10 ** (-2.5 * (1 - j / 39));
      const loss = chinchillaLoss(BESIROGLU, parameters, tokens) * Math.exp(shift + jitter());
      return { run: `model ${i}`, parameters, tokens, compute: 6 * parameters * tokens, loss };
    });
  }).flat();
}

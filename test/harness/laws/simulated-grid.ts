// Grids of N and D on a law with a known truth. Trains nothing and fits nothing.
import type { ChinchillaConstants } from '../../../src/laws/joint/optimal-allocation.ts';
import type { RunPoint } from '../../../src/laws/regression/run-point.ts';

/** Besiroglu et al. 2024, their fit of Hoffmann's runs. */
export const BESIROGLU: ChinchillaConstants = {
  E: 1.8172,
  A: 482.01,
  B: 2085.43,
  alpha: 0.3478,
  beta: 0.3658,
};

export function chinchillaLoss(law: ChinchillaConstants, parameters: number, tokens: number): number {
  return law.E + law.A / parameters ** law.alpha + law.B / tokens ** law.beta;
}

/** Runs on a grid of 10⁷ to 10¹⁰ parameters and 10⁹ to 3·10¹¹ tokens; `noise()` is added to each log loss. */
export function grid(
  loss: (parameters: number, tokens: number) => number,
  [sizes, budgets]: readonly [number, number],
  noise = () => 0,
): RunPoint[] {
  return Array.from({ length: sizes * budgets }, (_, i) => {
    const parameters = 1e7 * 10 ** ((3 * Math.floor(i / budgets)) / (sizes - 1));
    const tokens = 1e9 * 10 ** ((2.5 * (i % budgets)) / (budgets - 1));
    return { parameters, tokens, loss: loss(parameters, tokens) * Math.exp(noise()) };
  });
}

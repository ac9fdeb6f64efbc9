import type { Refusal } from '../../laws/refusal.ts';

/** What one batch size took to reach a loss. */
export interface BatchCost {
  /** S. */
  readonly steps: number;
  /** E. */
  readonly tokens: number;
}

/** (S/S_min − 1)·(E/E_min − 1) = 1, McCandlish et al. 2018, equation 2.11. */
export interface Hyperbola {
  readonly leastSteps: number;
  readonly leastTokens: number;
  /** B_crit = E_min / S_min, tokens a step. */
  readonly criticalBatch: number;
  /** S_min/S + E_min/E − 1 of each batch size; 0 on the hyperbola. */
  readonly residuals: readonly number[];
}

/** The hyperbola is S_min/S + E_min/E = 1: linear in S_min and E_min, so least squares has one answer. */
export function fitHyperbola(costs: readonly BatchCost[]): Hyperbola | Refusal {
  if (costs.length < 3) return { refused: `a hyperbola needs at least 3 batch sizes: ${costs.length}` };
  const sum = (of: (cost: BatchCost) => number) => costs.reduce((total, cost) => total + of(cost), 0);
  const ss = sum(({ steps }) => steps ** -2);
  const ee = sum(({ tokens }) => tokens ** -2);
  const se = sum(({ steps, tokens }) => 1 / steps / tokens);
  const [s, e] = [sum(({ steps }) => 1 / steps), sum(({ tokens }) => 1 / tokens)];
  const determinant = ss * ee - se * se;
  const leastSteps = (s * ee - e * se) / determinant;
  const leastTokens = (e * ss - s * se) / determinant;
  if (!(leastSteps > 0 && leastTokens > 0)) {
    return {
      refused: 'no hyperbola goes through these batch sizes: larger ones save no steps, or cost no tokens',
    };
  }
  return {
    leastSteps,
    leastTokens,
    criticalBatch: leastTokens / leastSteps,
    residuals: costs.map(({ steps, tokens }) => leastSteps / steps + leastTokens / tokens - 1),
  };
}

import type { LawPoint } from '../power-law/log-sample.ts';
import { fitScalingLaw } from '../power-law/scaling-law.ts';
import type { ScalingLaw, ScalingLawOptions } from '../power-law/scaling-law.ts';
import type { Refusal } from '../refusal.ts';
import type { FrontierPoint } from './frontier.ts';

/**
 * Fits L(C), the loss that the best use of C FLOPs reaches (Kaplan et al. 2020, figure 1), to the frontier of training
 * curves. Each size of model counts once, in the middle of the budgets at which it is best: losses along one curve are
 * not independent.
 */
export function fitFrontierLaw(
  frontier: readonly FrontierPoint[],
  options?: ScalingLawOptions,
): ScalingLaw | Refusal {
  return fitScalingLaw(middlesOf(frontier), options);
}

/** Each size of model in the middle of the budgets at which it is best. */
export function middlesOf<Point extends FrontierPoint>(frontier: readonly Point[]): (Point & LawPoint)[] {
  const sizes = [...new Set(frontier.map(({ parameters }) => parameters))];
  return sizes.map((size) => {
    const stretch = frontier.filter(({ parameters }) => parameters === size);
    const middle = stretch[stretch.length >> 1];
    return { ...middle, x: middle.compute };
  });
}

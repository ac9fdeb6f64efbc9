import type { Refusal } from '../refusal.ts';
import { fitSurface } from '../regression/fit-form.ts';
import type { SurfaceLaw, SurfaceOptions } from '../regression/fit-form.ts';
import { refuseFewRuns, refuseRuns, refuseSpread } from '../regression/refuse-runs.ts';
import { inOrder } from '../regression/run-point.ts';
import type { RunPoint } from '../regression/run-point.ts';
import { GadreForm } from './gadre-form.ts';
import type { GadreSymbol } from './gadre-form.ts';

const NAME = "Gadre's law";
const PARAMETERS = 4;
const LEAST_VALUES = 2;

/**
 * Fits L = E + a·N^−h + b·6^(−h/2)·(M·N)^−h, M = D/N, to losses: Chinchilla's law with one exponent for N and D, which
 * five runs determine (Gadre et al. 2024, who fit `plain-squares`). Refuses runs that do not determine it. With five
 * runs one degree of freedom knows the noise: intervals are true, and wide.
 */
export function fitGadreLaw(
  points: readonly RunPoint[],
  options?: SurfaceOptions,
): SurfaceLaw<GadreSymbol> | Refusal {
  const refusal =
    refuseRuns(points) ?? refuseFewRuns(points, NAME, PARAMETERS) ?? refuseSpread(points, NAME, LEAST_VALUES);
  if (refusal) return refusal;
  const ordered = inOrder(points);
  return fitSurface(new GadreForm(ordered), ordered, options);
}

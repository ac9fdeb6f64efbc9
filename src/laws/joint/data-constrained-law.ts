import type { Refusal } from '../refusal.ts';
import { fitSurface } from '../regression/fit-form.ts';
import type { SurfaceLaw, SurfaceOptions } from '../regression/fit-form.ts';
import { refuseFewRuns, refuseRuns } from '../regression/refuse-runs.ts';
import { inOrder } from '../regression/run-point.ts';
import type { RunPoint } from '../regression/run-point.ts';
import { DataConstrainedForm } from './data-constrained-form.ts';
import type { DataConstrainedSymbol } from './data-constrained-form.ts';
import type { ChinchillaConstants } from './optimal-allocation.ts';

const NAME = 'the data-constrained law';
const PARAMETERS = 2;

/** Muennighoff et al. 2023, appendix A, for their runs on C4. */
export const MUENNIGHOFF_C4: ChinchillaConstants = {
  E: Math.exp(0.6254804),
  A: Math.exp(6.255414),
  B: Math.exp(7.3049974),
  alpha: 0.3526596,
  beta: 0.3526596,
};

/**
 * Fits R_D* and R_N*, the decay of the worth of repeated tokens and of parameters in excess, to log losses of runs that
 * say their unique tokens; refuses runs of which none repeats.
 *
 * @param base the law of runs that repeat nothing, fitted before
 */
export function fitDataConstrainedLaw(
  points: readonly RunPoint[],
  base: ChinchillaConstants,
  options?: SurfaceOptions,
): SurfaceLaw<DataConstrainedSymbol> | Refusal {
  const refusal = refuseRuns(points) ?? refuseFewRuns(points, NAME, PARAMETERS) ?? refuseSinglePasses(points);
  if (refusal) return refusal;
  return fitSurface(new DataConstrainedForm(base), inOrder(points), options);
}

function refuseSinglePasses(points: readonly RunPoint[]): Refusal | null {
  const repeated = points.some(({ tokens, uniqueTokens = tokens }) => tokens > uniqueTokens);
  return repeated ? null : { refused: `${NAME} needs runs that repeat their tokens: none does` };
}

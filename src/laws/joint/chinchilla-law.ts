import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { fitSurface } from '../regression/fit-form.ts';
import type { SurfaceLaw, SurfaceOptions } from '../regression/fit-form.ts';
import { refuseFewRuns, refuseRuns, refuseSpread } from '../regression/refuse-runs.ts';
import { inOrder } from '../regression/run-point.ts';
import type { RunPoint } from '../regression/run-point.ts';
import type { Estimate, Interval } from '../stats/interval.ts';
import { ChinchillaForm } from './chinchilla-form.ts';
import { chinchillaOptimum } from './optimal-allocation.ts';
import type { Allocation, ChinchillaConstants } from './optimal-allocation.ts';

/** L(N, D) = E + A/N^α + B/D^β with what follows from it for a budget. */
export interface ChinchillaLaw extends SurfaceLaw<keyof ChinchillaConstants> {
  /** a of N_opt ∝ C^a, and b of D_opt ∝ C^b. */
  exponents: { a: Estimate; b: Estimate };
  /** N_opt and D_opt for C FLOPs, C = 6·N·D. */
  optimum(compute: number): Allocation;
  /** 95 % intervals of N_opt and D_opt for C FLOPs. */
  optimumBand(compute: number): Record<keyof Allocation, Interval>;
}

const NAME = "Chinchilla's law";
const PARAMETERS = 5;
const LEAST_VALUES = 3;

/**
 * Approach 3 of Hoffmann et al. 2022: fits E in nats per token, A, B, α and β to log losses. Refuses runs that do not
 * determine them.
 */
export function fitChinchillaLaw(
  points: readonly RunPoint[],
  options?: SurfaceOptions,
): ChinchillaLaw | Refusal {
  const refusal =
    refuseRuns(points) ?? refuseFewRuns(points, NAME, PARAMETERS) ?? refuseSpread(points, NAME, LEAST_VALUES);
  if (refusal) return refusal;
  const ordered = inOrder(points);
  const law = fitSurface(new ChinchillaForm(ordered), ordered, options);
  return isRefusal(law) ? law : withOptimum(law);
}

function withOptimum(law: SurfaceLaw<keyof ChinchillaConstants>): ChinchillaLaw {
  const estimate = (quantity: (constants: ChinchillaConstants) => number): Estimate => ({
    value: quantity(law.parameters),
    ...law.intervalOf(quantity),
  });
  return {
    ...law,
    exponents: {
      a: estimate(({ alpha, beta }) => beta / (alpha + beta)),
      b: estimate(({ alpha, beta }) => alpha / (alpha + beta)),
    },
    optimum: (compute) => chinchillaOptimum(law.parameters, compute),
    optimumBand: (compute) => ({
      parameters: law.intervalOf((constants) => chinchillaOptimum(constants, compute).parameters),
      tokens: law.intervalOf((constants) => chinchillaOptimum(constants, compute).tokens),
    }),
  };
}

import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { fitSurface } from '../regression/fit-form.ts';
import type { SurfaceLaw, SurfaceOptions } from '../regression/fit-form.ts';
import { refuseFewRuns, refuseRuns, refuseSpread } from '../regression/refuse-runs.ts';
import { inOrder } from '../regression/run-point.ts';
import type { RunPoint } from '../regression/run-point.ts';
import { KaplanForm } from './kaplan-form.ts';
import type { KaplanSymbol } from './kaplan-form.ts';

/** L(N, D) = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D. */
export interface KaplanLaw extends SurfaceLaw<KaplanSymbol> {
  /** L(N, D) / L(N, ∞) − 1: what a finite corpus costs (Kaplan et al. 2020, equation 4.2). */
  overfitting(parameters: number, tokens: number): number;
}

const NAME = "Kaplan's law";
const PARAMETERS = 4;
const LEAST_VALUES = 2;

/**
 * Fits Kaplan et al. 2020, equation 1.5, to log losses: N_c in parameters, D_c in tokens, α_N and α_D. Its D is the
 * size of a corpus on which training stopped early. Refuses runs that do not determine it.
 */
export function fitKaplanLaw(points: readonly RunPoint[], options?: SurfaceOptions): KaplanLaw | Refusal {
  const refusal =
    refuseRuns(points) ?? refuseFewRuns(points, NAME, PARAMETERS) ?? refuseSpread(points, NAME, LEAST_VALUES);
  if (refusal) return refusal;
  const ordered = inOrder(points);
  const law = fitSurface(new KaplanForm(ordered), ordered, options);
  return isRefusal(law) ? law : { ...law, overfitting: (N, D) => overfittingOf(law.parameters, N, D) };
}

/** (1 + (N/N_c)^(α_N/α_D)·D_c/D)^α_D − 1. */
function overfittingOf(
  { N_c, D_c, alpha_N, alpha_D }: Readonly<Record<KaplanSymbol, number>>,
  parameters: number,
  tokens: number,
): number {
  return Math.expm1(alpha_D * Math.log1p(((parameters / N_c) ** (alpha_N / alpha_D) * D_c) / tokens));
}

import type { Allocation } from '../joint/optimal-allocation.ts';
import { fitLine } from '../stats/line.ts';
import type { Line } from '../stats/line.ts';
import { mean, rootMeanSquare } from '../stats/mean.ts';
import { normals } from '../stats/normals.ts';
import { fitParabola, vertexOf } from '../stats/parabola.ts';
import type { Parabola } from '../stats/parabola.ts';
import { replicatesOf } from '../stats/replicates.ts';
import type { OnProgress } from '../stats/replicates.ts';
import type { OptimumLines } from './allocation-law.ts';
import type { IsoflopBudget } from './isoflop-budget.ts';

const COEFFICIENTS = 3;

/**
 * Power laws that could have produced the losses. Parabolas are linear in their coefficients, so fresh normal noise adds
 * its own parabola (generalised fiducial inference, Hannig 2009). Each budget has the noise of its own residuals,
 * because they differ a hundredfold between budgets of published sweeps. All of them share how well that noise is known:
 * the degrees of freedom of the slope over log C (Welch 1947; Satterthwaite 1946).
 */
export function isoflopRefits(
  budgets: readonly IsoflopBudget[],
  count: number,
  seed: number,
  onProgress?: OnProgress,
): OptimumLines[] {
  const logC = budgets.map(({ compute }) => Math.log(compute));
  const noise = budgets.map(({ residuals }) => rootMeanSquare(residuals, residuals.length - COEFFICIENTS));
  const freedom = freedomOf(budgets, logC, noise);
  const normal = normals(seed);
  const places = { parameters: placesOf(budgets, 'parameters'), tokens: placesOf(budgets, 'tokens') };
  const refit = (replicate: number) => {
    const errors = budgets.map(({ points }) => points.map(normal));
    const known = Math.sqrt(
      Array.from({ length: freedom }, normal).reduce((sum, z) => sum + z * z, 0) / freedom,
    );
    const line = (axis: keyof Allocation) =>
      lineThrough(
        logC,
        budgets.map(({ parabolas }, i) =>
          vertexOf(shifted(parabolas[axis], fitParabola(places[axis][i], errors[i]), noise[i] / known)),
        ),
        replicate,
      );
    return { parameters: line('parameters'), tokens: line('tokens') };
  };
  return replicatesOf(count, refit, onProgress);
}

/**
 * The degrees of freedom of the slope of log N_opt over log C: near the sum over all budgets if they matter equally, near
 * those of one budget if its noise outweighs the others.
 */
function freedomOf(
  budgets: readonly IsoflopBudget[],
  logC: readonly number[],
  noise: readonly number[],
): number {
  const centre = mean(logC);
  // Variances that noise with a variance of 1 gives to the slope, up to a factor, by the curvature of each parabola.
  const parts = budgets.map(({ parabolas: { parameters } }, i) => {
    const { coefficients, halfRange } = parameters;
    return ((logC[i] - centre) * halfRange * noise[i]) ** 2 / coefficients[2] ** 2;
  });
  const freedoms = budgets.map(({ points }) => points.length - COEFFICIENTS);
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const squares = parts.reduce((sum, part, i) => sum + part ** 2 / freedoms[i], 0);
  return squares > 0
    ? Math.max(1, Math.round(whole ** 2 / squares))
    : freedoms.reduce((sum, freedom) => sum + freedom, 0);
}

/** A line through the vertices that are not NaN. With fewer than two any slope is possible, so ∞ and −∞ alternate. */
function lineThrough(logC: readonly number[], vertices: readonly number[], replicate: number): Line {
  const there = vertices
    .map((vertex, i) => ({ vertex, at: logC[i] }))
    .filter(({ vertex }) => !Number.isNaN(vertex));
  if (there.length < 2)
    return { slope: replicate % 2 === 0 ? Infinity : -Infinity, height: 0, centre: logC[0] };
  return fitLine(
    there.map(({ at }) => at),
    there.map(({ vertex }) => vertex),
  );
}

function shifted(parabola: Parabola, shift: Parabola, sigma: number): Parabola {
  return {
    ...parabola,
    coefficients: parabola.coefficients.map((value, i) => value + sigma * shift.coefficients[i]),
  };
}

/** Log N or log D of every run, by budget. */
function placesOf(budgets: readonly IsoflopBudget[], axis: keyof Allocation): number[][] {
  return budgets.map(({ points }) => points.map((run) => Math.log(run[axis])));
}

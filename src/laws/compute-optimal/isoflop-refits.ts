import type { Allocation } from '../joint/optimal-allocation.ts';
import { fitLine } from '../stats/line.ts';
import type { Line } from '../stats/line.ts';
import { rootMeanSquare } from '../stats/mean.ts';
import { normals } from '../stats/normals.ts';
import { fitParabola, parabolaAt, vertexOf } from '../stats/parabola.ts';
import type { Parabola } from '../stats/parabola.ts';
import { replicatesOf } from '../stats/replicates.ts';
import type { OnProgress } from '../stats/replicates.ts';
import type { OptimumLines } from './allocation-law.ts';
import type { IsoflopBudget } from './isoflop-budget.ts';

const COEFFICIENTS = 3;

/**
 * Power laws that could have produced the losses. Parabolas are linear in their coefficients, so fresh normal noise as
 * large as their residuals adds its own parabola (generalised fiducial inference, Hannig 2009). All budgets share one
 * noise level.
 */
export function isoflopRefits(
  budgets: readonly IsoflopBudget[],
  count: number,
  seed: number,
  onProgress?: OnProgress,
): OptimumLines[] {
  const logC = budgets.map(({ compute }) => Math.log(compute));
  const scale = deviationOf(budgets.map(({ residuals }) => residuals));
  const normal = normals(seed);
  const places = { parameters: placesOf(budgets, 'parameters'), tokens: placesOf(budgets, 'tokens') };
  const refit = (replicate: number) => {
    const errors = budgets.map(({ points }) => points.map(normal));
    const followed = {
      parameters: errors.map((values, i) => fitParabola(places.parameters[i], values)),
      tokens: errors.map((values, i) => fitParabola(places.tokens[i], values)),
    };
    const left = errors.map((values, i) =>
      values.map((value, j) => value - parabolaAt(followed.parameters[i], places.parameters[i][j])),
    );
    const sigma = scale / deviationOf(left);
    const line = (axis: keyof Allocation) =>
      lineThrough(
        logC,
        budgets.map(({ parabolas }, i) => vertexOf(shifted(parabolas[axis], followed[axis][i], sigma))),
        replicate,
      );
    return { parameters: line('parameters'), tokens: line('tokens') };
  };
  return replicatesOf(count, refit, onProgress);
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

/** Root mean square over the degrees of freedom that one parabola for each budget leaves. */
function deviationOf(residuals: readonly (readonly number[])[]): number {
  const all = residuals.flat();
  return rootMeanSquare(all, all.length - COEFFICIENTS * residuals.length);
}

/** Log N or log D of every run, by budget. */
function placesOf(budgets: readonly IsoflopBudget[], axis: keyof Allocation): number[][] {
  return budgets.map(({ points }) => points.map((run) => Math.log(run[axis])));
}

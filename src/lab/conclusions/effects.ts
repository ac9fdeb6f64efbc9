import type { Estimate } from '../../laws/stats/interval.ts';
import { leastSquares } from '../../laws/stats/least-squares.ts';
import { mean } from '../../laws/stats/mean.ts';
import { studentQuantile } from '../../laws/stats/student.ts';
import { reachedLosses, type Run } from '../runs/run.ts';

const PERCENTILE = 0.975;

/** Something of a run that its loss may depend on. */
export type Quantity = (run: Run) => number;

/** log N, without embedding. */
export const logSize: Quantity = ({ parameters }) => Math.log(parameters.nonEmbedding);

/** log U, the distinct tokens. */
export const logText: Quantity = ({ uniqueTokens }) => Math.log(uniqueTokens);

/**
 * How log loss changes with each quantity while the others stay, by least squares with a constant, each with its 95 % interval
 * from the residuals (Student's t). Models that agree in every quantity, such as seeds, count as one with their mean. Null
 * if there are too few, or if they do not tell the quantities apart.
 */
export function effectsOf(runs: readonly Run[], quantities: readonly Quantity[]): Estimate[] | null {
  const points = distinctPoints(runs, quantities);
  const freedom = points.length - quantities.length - 1;
  if (freedom < 1) return null;
  const columns = quantities.map((_, i) => scaled(points.map(({ place }) => place[i] ?? NaN)));
  const fit = leastSquares(
    columns.map(({ values }) => values),
    scaled(points.map(({ loss }) => loss)).centred,
  );
  if (fit === null) return null;
  const deviation = Math.sqrt(fit.squares / freedom);
  return columns.map(({ scale }, i) => {
    const value = (fit.coefficients[i] ?? NaN) / scale;
    const error = (deviation * Math.sqrt(fit.unitVariance(i))) / scale;
    const half = studentQuantile(PERCENTILE, freedom) * error;
    return { value, low: value - half, high: value + half };
  });
}

/** The mean log loss at each place, of finished runs that the law uses. */
function distinctPoints(
  runs: readonly Run[],
  quantities: readonly Quantity[],
): { readonly place: readonly number[]; readonly loss: number }[] {
  const points = new Map<string, { readonly place: readonly number[]; readonly losses: number[] }>();
  for (const run of runs) {
    const losses = reachedLosses(run);
    if (losses === null || !run.fitted) continue;
    const place = quantities.map((quantity) => quantity(run));
    const point = points.get(place.join()) ?? { place, losses: [] };
    points.set(place.join(), point);
    point.losses.push(...Array.from(losses, Math.log));
  }
  return Array.from(points.values(), ({ place, losses }) => ({ place, loss: mean(losses) }));
}

/** Centred values, and the same over their largest distance from the mean, because normal equations need similar columns. */
function scaled(values: readonly number[]): {
  readonly centred: number[];
  readonly values: number[];
  readonly scale: number;
} {
  const middle = mean(values);
  const centred = values.map((value) => value - middle);
  const scale = Math.max(...centred.map(Math.abs)) || 1;
  return { centred, values: centred.map((value) => value / scale), scale };
}

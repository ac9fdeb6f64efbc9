import { fallenAt, fallenByFall, LEAST_FALL } from './law-shape.ts';
import type { LawShape, ShapedCurve } from './law-shape.ts';
import type { LogSample } from '../log-sample.ts';

/** The curve of a shape that fits best by least squares of log loss, and how sure its two numbers are. */
export interface ShapeFit extends ShapedCurve {
  /** Weighted squares of the residuals, summed. */
  readonly squares: number;
  /** The Cholesky factor of the covariance of (start, fall) for noise of variance 1: its rows are (a, 0) and (b, c). */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Log of the volume of that covariance, half of its log determinant. */
  readonly logVolume: number;
}

/** A floor bends the curve in its fall; from the fall of the straight line these steps converge. */
const FLOOR_STEPS = 6;
/** Residuals below this are rounding. */
const RESOLUTION = 1e-10;

/**
 * Fits start and fall by Gauss–Newton steps; one step is exact unless there is a floor.
 *
 * @param near a fall to start from
 */
export function fitShape(shape: LawShape, { t, y, weights }: LogSample, near: number): ShapeFit {
  let [start, fall] = [0, shape.form === 'floor' ? Math.max(near, LEAST_FALL) : 0];
  const steps = shape.form === 'floor' ? FLOOR_STEPS : 1;
  let [whole, first, second] = [0, 0, 0];
  for (let step = 0; step < steps; step++) {
    let [pull, pullFall] = [0, 0];
    whole = first = second = 0;
    for (let i = 0; i < t.length; i++) {
      const slope = -fallenByFall(shape, fall, t[i]);
      const residual = y[i] - start + fallenAt(shape, fall, t[i]);
      whole += weights[i];
      first += weights[i] * slope;
      second += weights[i] * slope * slope;
      pull += weights[i] * residual;
      pullFall += weights[i] * residual * slope;
    }
    const determinant = whole * second - first * first;
    start += (second * pull - first * pullFall) / determinant;
    const next = fall + (whole * pullFall - first * pull) / determinant;
    fall = shape.form === 'floor' ? Math.max(next, fall / 4, LEAST_FALL) : next;
  }
  let squares = 0;
  for (let i = 0; i < t.length; i++)
    squares += weights[i] * (y[i] - start + fallenAt(shape, fall, t[i])) ** 2;
  const determinant = whole * second - first * first;
  const a = Math.sqrt(second / determinant);
  const b = -first / determinant / a;
  const c = Math.sqrt(Math.max(whole / determinant - b * b, 0));
  const least = t.length * RESOLUTION ** 2;
  return {
    shape,
    start,
    fall,
    squares: Math.max(squares, least),
    a,
    b,
    c,
    logVolume: -Math.log(determinant) / 2,
  };
}

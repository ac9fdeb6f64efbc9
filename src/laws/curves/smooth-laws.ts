import { leastSquares } from '../stats/least-squares.ts';
import { descendBySimplex } from './simplex.ts';

/** A law without a break, fitted to log losses. */
export interface SmoothLaw {
  /** Its name in a sentence. */
  name: string;
  /** How many constants it has. */
  parameters: number;
  residuals: Float64Array;
}

/** The form f·s^−slow + (1 − f)·(s + shift)^−fast, relative to the first step. */
interface Shape {
  /** f: the share of the slow term at the first step. */
  share: number;
  fast: number;
  slow: number;
  /** In steps. */
  shift: number;
}

/**
 * The exponent of a shifted power law is at most this. A steeper one ends at a time of its own, as a transient does:
 * it has a scale, where a power law has none.
 */
const STEEPEST_SHIFTED = 1;
const LOGITS = [-3, -1, 0.5];
const EXPONENTS = [0.1, 0.3, 0.8];
/** Steps of the warm-up that the search starts from, as multiples of the first step. */
const SHIFTS = [2, 12, 90];

/**
 * Laws of training curves without a break, from the simplest on: a straight line on log–log axes, a power law with a
 * floor E + A·s^−α, a parabola and a cubic on these axes, a sum of two power laws, and a power law with a floor whose
 * steps are counted from before the first one, as a warm-up makes it.
 *
 * @param x log steps, ascending
 * @param y log losses
 */
export function fitSmoothLaws(x: readonly number[], y: readonly number[]): SmoothLaw[] {
  const exponents = EXPONENTS.map(Math.log);
  const floor = ([logit, fast]: readonly number[]): Shape => ({
    share: shareOf(logit),
    fast: Math.exp(fast),
    slow: 0,
    shift: 0,
  });
  return [
    polynomial(x, y, 1, 'a straight line'),
    shaped(x, y, floor, grid(LOGITS, exponents), 'a power law with a floor'),
    polynomial(x, y, 2, 'a parabola on log axes'),
    polynomial(x, y, 3, 'a cubic on log axes'),
    shaped(
      x,
      y,
      ([logit, fast, ratio]) => ({ ...floor([logit, fast]), slow: Math.exp(fast) * shareOf(ratio) }),
      grid(LOGITS, exponents, [-2, 0]),
      'a sum of two power laws',
    ),
    shaped(
      x,
      y,
      ([logit, fast, shift]) => ({ ...floor([logit, fast]), shift: Math.exp(shift) }),
      grid(
        LOGITS,
        exponents,
        SHIFTS.map((factor) => x[0] + Math.log(factor)),
      ),
      'a power law with a floor after a warm-up',
    ),
  ].filter((law) => law !== null);
}

/** Log of the part of a floor in a loss f + (1 − f)·e^(−α·t). */
export function logFloored(share: number, exponent: number, t: number): number {
  return Math.log(share + (1 - share) * Math.exp(-exponent * t));
}

/** A share between 0 and 1 from any number. */
export function shareOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

function polynomial(
  x: readonly number[],
  y: readonly number[],
  degree: number,
  name: string,
): SmoothLaw | null {
  const [middle, half] = [(x[0] + x[x.length - 1]) / 2, (x[x.length - 1] - x[0]) / 2];
  const columns = Array.from({ length: degree + 1 }, (_, power) =>
    x.map((place) => ((place - middle) / half) ** power),
  );
  const fit = leastSquares(columns, y);
  return fit && { name, parameters: degree + 1, residuals: fit.residuals };
}

/** Fits a shape and its height: the height is the mean of what the shape leaves. */
function shaped(
  x: readonly number[],
  y: readonly number[],
  shapeOf: (at: readonly number[]) => Shape,
  starts: readonly (readonly number[])[],
  name: string,
): SmoothLaw {
  const residualsAt = (at: readonly number[]) => centred(residualsOf(x, y, shapeOf(at)));
  const squaresAt = (at: readonly number[]) => {
    const shape = shapeOf(at);
    if (shape.shift > 0 && shape.fast > STEEPEST_SHIFTED) return Infinity;
    return residualsAt(at).reduce((sum, r) => sum + r * r, 0);
  };
  const start = starts.reduce((least, one) => (squaresAt(one) < squaresAt(least) ? one : least));
  const at = descendBySimplex(
    squaresAt,
    start,
    start.map(() => 0.4),
  );
  return { name, parameters: start.length + 1, residuals: residualsAt(at) };
}

function residualsOf(
  x: readonly number[],
  y: readonly number[],
  { share, fast, slow, shift }: Shape,
): Float64Array {
  const first = Math.exp(x[0]);
  return Float64Array.from(x, (place, i) => {
    const fallen = shift > 0 ? Math.log((Math.exp(place) + shift) / (first + shift)) : place - x[0];
    return y[i] - (logFloored(share, fast - slow, fallen) - slow * fallen);
  });
}

function centred(values: Float64Array): Float64Array {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - centre);
}

/** All combinations of the values of each variable. */
function grid(...values: readonly (readonly number[])[]): number[][] {
  return values.reduce<number[][]>(
    (rows, column) => rows.flatMap((row) => column.map((value) => [...row, value])),
    [[]],
  );
}

import { leastSquares } from '../stats/least-squares.ts';
import { descendBySimplex } from './simplex.ts';
import { logFloored, shareOf } from './smooth-laws.ts';

/** A line on log–log axes up to a break, and a power law with a floor from there on. */
export interface PlateauLaw {
  /** Log step of the break, and its standard error. */
  knot: number;
  error: number;
  /** Slopes of log loss over log step just before the break and just after it. */
  slopes: readonly [before: number, after: number];
  residuals: Float64Array;
}

/** How many points each side has at least. */
const LEAST_POINTS = 3;
const LOGITS = [-2.5, -0.5, 1.2];
const LOG_EXPONENTS = [-2, -1, 0];
const STEPS = 250;
/** For derivatives by differences. */
const NEAR = 1e-5;

/**
 * Fits log loss as c + b·(x − k) up to the break k, and as c + log(f + (1 − f)·e^(−α·(x − k))) after it, by least
 * squares: a plateau at the loss of the bigrams, say, that ends, and the power law that begins there. Null if there are
 * too few points.
 *
 * @param x log steps, ascending
 * @param y log losses
 */
export function fitPlateauLaw(x: readonly number[], y: readonly number[]): PlateauLaw | null {
  const inner = x.slice(LEAST_POINTS - 1, x.length - LEAST_POINTS);
  if (inner.length === 0) return null;
  const [least, most] = [inner[0], inner[inner.length - 1]];
  const squaresAt = (at: readonly number[]) =>
    at[0] < least || at[0] > most ? Infinity : (fitAt(x, y, at)?.squares ?? Infinity);
  const starts = inner
    .filter((_, i) => i % 2 === 0)
    .flatMap((knot) => LOGITS.flatMap((logit) => LOG_EXPONENTS.map((exponent) => [knot, logit, exponent])));
  const start = lowestOf(starts, squaresAt);
  const at = descendBySimplex(squaresAt, start, [0.2, 0.5, 0.3], STEPS);
  const fit = fitAt(x, y, at);
  if (!fit) return null;
  const [knot, logit, exponent] = at;
  const after = -Math.exp(exponent) * (1 - shareOf(logit));
  return {
    knot,
    error: errorOf(x, y, at, fit.squares),
    slopes: [fit.coefficients[1], after],
    residuals: fit.residuals,
  };
}

function lowestOf(
  starts: readonly (readonly number[])[],
  valueOf: (at: readonly number[]) => number,
): readonly number[] {
  const values = starts.map(valueOf);
  return starts[values.reduce((least, value, i) => (value < values[least] ? i : least), 0)];
}

/** c and b of least squares for a break, a logit of f and a log exponent. */
function fitAt(x: readonly number[], y: readonly number[], at: readonly number[]) {
  return leastSquares(
    [x.map(() => 1), x.map((place) => Math.min(place - at[0], 0))],
    y.map((value, i) => value - fallAt(x[i], at)),
  );
}

function fallAt(place: number, [knot, logit, exponent]: readonly number[]): number {
  return logFloored(shareOf(logit), Math.exp(exponent), Math.max(place - knot, 0));
}

/** The standard error of the break, from the derivatives of the law by all its constants. */
function errorOf(x: readonly number[], y: readonly number[], at: readonly number[], squares: number): number {
  const fit = fitAt(x, y, at);
  const slope = fit?.coefficients[1] ?? 0;
  const valueAt = (moved: readonly number[]) =>
    x.map((place) => slope * Math.min(place - moved[0], 0) + fallAt(place, moved));
  const derivatives = at.map((_, j) => {
    const [above, below] = [NEAR, -NEAR].map((step) =>
      valueAt(at.map((place, i) => (i === j ? place + step : place))),
    );
    return above.map((value, i) => (value - below[i]) / (2 * NEAR));
  });
  const linear = leastSquares(
    [...derivatives, x.map(() => 1), x.map((place) => Math.min(place - at[0], 0))],
    y,
  );
  const freedom = x.length - derivatives.length - 2;
  return Math.sqrt((squares / freedom) * (linear?.unitVariance(0) ?? Infinity));
}

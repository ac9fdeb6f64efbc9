import { leastSquares } from './least-squares.ts';
import type { LeastSquares } from './least-squares.ts';

/** A continuous line whose slope changes at its knots. */
export interface BrokenLine {
  /** Where the slope changes, ascending. */
  knots: number[];
  /** Standard error of each knot; 0 for an exact fit. */
  errors: number[];
  /** One for each segment, so one more than there are knots. */
  slopes: number[];
  residuals: Float64Array;
  /** Σ residual². */
  squares: number;
}

/** The least number of points in a segment. */
const LEAST_POINTS = 3;
/** How many of the best pairs of points are moved as knots. */
const SETTLED_STARTS = 4;
const MOST_STEPS = 40;
/** A move is halved until its share falls to this. */
const LEAST_MOVE = 0.01;
/** Knots have converged when their next move lowers the squares by less than this share. */
const SETTLED = 1e-12;

/** The least number of points for a line with so many knots. */
export function leastPoints(knots: number): number {
  return LEAST_POINTS * (knots + 1);
}

/**
 * The line of least squares with 0, 1 or 2 knots. Every point or pair of points is tried as knots, and Muggeo's
 * iteration (2003) moves the best few between points; it also gives the standard errors. Null if the points determine
 * no such line.
 *
 * @param x ascending, at least `leastPoints` of them
 */
export function fitBrokenLine(
  x: readonly number[],
  y: readonly number[],
  count: 0 | 1 | 2,
): BrokenLine | null {
  const starts = knotsToTry(x, count)
    .map((knots) => ({ knots, squares: hinges(x, y, knots)?.squares ?? Infinity }))
    .filter(({ squares }) => squares < Infinity)
    .toSorted((a, b) => a.squares - b.squares)
    .slice(0, SETTLED_STARTS);
  const lines = starts
    .map(({ knots, squares }) => settle(x, y, knots, squares))
    .filter((line) => line !== null);
  return lines.length > 0 ? lines.reduce((best, line) => (line.squares < best.squares ? line : best)) : null;
}

function knotsToTry(x: readonly number[], count: 0 | 1 | 2): number[][] {
  if (count === 0) return [[]];
  const inner = x.slice(LEAST_POINTS - 1, x.length - LEAST_POINTS + 1);
  if (count === 1) return inner.map((knot) => [knot]);
  return inner.flatMap((first, i) => inner.slice(i + LEAST_POINTS - 1).map((second) => [first, second]));
}

/**
 * Moves knots while the fit improves. A move is the coefficient of a jump at the knot, divided by the change of slope.
 */
function settle(
  x: readonly number[],
  y: readonly number[],
  start: number[],
  from: number,
): BrokenLine | null {
  let [knots, squares] = [start, from];
  for (let step = 0; step < MOST_STEPS; step++) {
    const moves = movesOf(x, y, knots);
    const found = moves && halved(x, y, knots, moves, squares * (1 - SETTLED));
    if (!found) break;
    [knots, squares] = [found.knots, found.squares];
  }
  return describe(x, y, knots);
}

/** Halves the moves until the knots stay in order and the squares are lower; null if that never happens. */
function halved(
  x: readonly number[],
  y: readonly number[],
  knots: readonly number[],
  moves: readonly number[],
  squares: number,
): { knots: number[]; squares: number } | null {
  for (let share = 1; share > LEAST_MOVE; share /= 2) {
    const tried = knots.map((knot, j) => knot + share * moves[j]);
    const lowered = isRoomy(x, tried) ? (hinges(x, y, tried)?.squares ?? Infinity) : Infinity;
    if (lowered < squares) return { knots: tried, squares: lowered };
  }
  return null;
}

/** Whether every segment keeps its points. */
function isRoomy(x: readonly number[], knots: readonly number[]): boolean {
  const ends = [-Infinity, ...knots, Infinity];
  return knots.concat(Infinity).every((_, j) => {
    const inside = x.filter((place) => place >= ends[j] && place <= ends[j + 1]).length;
    return inside >= LEAST_POINTS - 1;
  });
}

function movesOf(x: readonly number[], y: readonly number[], knots: readonly number[]): number[] | null {
  const fit = leastSquares(columnsOf(x, knots, true), y);
  return fit && knots.map((_, j) => fit.coefficients[2 + knots.length + j] / fit.coefficients[2 + j]);
}

function describe(x: readonly number[], y: readonly number[], knots: number[]): BrokenLine | null {
  const fit = hinges(x, y, knots);
  if (!fit) return null;
  const slopes = [fit.coefficients[1]];
  knots.forEach((_, j) => slopes.push(slopes[j] + fit.coefficients[2 + j]));
  return {
    knots,
    errors: errorsOf(x, y, knots, fit),
    slopes,
    residuals: fit.residuals,
    squares: fit.squares,
  };
}

/** By the delta method: the error of a jump at the knot, divided by the change of slope. */
function errorsOf(
  x: readonly number[],
  y: readonly number[],
  knots: readonly number[],
  fit: LeastSquares,
): number[] {
  const freedom = x.length - 2 - 2 * knots.length;
  const full = knots.length > 0 ? leastSquares(columnsOf(x, knots, true), y) : null;
  return knots.map((_, j) => {
    const variance = full?.unitVariance(2 + knots.length + j) ?? Infinity;
    return Math.sqrt((fit.squares / freedom) * variance) / Math.abs(fit.coefficients[2 + j]);
  });
}

function hinges(x: readonly number[], y: readonly number[], knots: readonly number[]): LeastSquares | null {
  return leastSquares(columnsOf(x, knots, false), y);
}

/** 1, x − x₀, (x − k)₊ of every knot, and, with jumps, −1 beyond every knot. */
function columnsOf(x: readonly number[], knots: readonly number[], jumps: boolean): number[][] {
  const columns = [x.map(() => 1), x.map((place) => place - x[0])];
  for (const knot of knots) columns.push(x.map((place) => Math.max(place - knot, 0)));
  if (jumps) for (const knot of knots) columns.push(x.map((place) => (place > knot ? -1 : 0)));
  return columns;
}

/** A place and the value of a function there. */
interface Corner {
  at: readonly number[];
  value: number;
}

const SETTLED = 1e-9;

/**
 * Goes downhill from a place with a simplex (Nelder & Mead 1965), for functions of a few variables without
 * derivatives; where the function is ∞ it does not go.
 *
 * @param reach the size of the first simplex along each variable
 */
export function descendBySimplex(
  valueAt: (at: readonly number[]) => number,
  start: readonly number[],
  reach: readonly number[],
  steps = 200,
): readonly number[] {
  const corner = (at: readonly number[]): Corner => ({ at, value: valueAt(at) });
  const starts = [
    start,
    ...reach.map((size, j) => start.map((place, i) => (i === j ? place + size : place))),
  ];
  let corners = starts.map(corner);
  for (let step = 0; step < steps; step++) {
    corners = corners.toSorted((a, b) => a.value - b.value);
    if (isSettled(corners)) break;
    corners = moved(corners, corner);
  }
  return corners.reduce((least, one) => (one.value < least.value ? one : least)).at;
}

/** Whether all corners have the same value but for rounding. */
function isSettled(corners: readonly Corner[]): boolean {
  const [best, worst] = [corners[0].value, corners[corners.length - 1].value];
  return worst - best <= SETTLED * Math.abs(best);
}

/** The simplex with its worst corner replaced, or drawn together around its best one. */
function moved(corners: readonly Corner[], corner: (at: readonly number[]) => Corner): Corner[] {
  const others = corners.slice(0, -1);
  const worst = corners[corners.length - 1];
  const centre = worst.at.map((_, j) => others.reduce((sum, { at }) => sum + at[j], 0) / others.length);
  const towards = (share: number) => corner(centre.map((place, j) => place + share * (worst.at[j] - place)));
  const reflected = towards(-1);
  if (reflected.value < others[0].value) {
    const further = towards(-2);
    return [...others, further.value < reflected.value ? further : reflected];
  }
  if (reflected.value < others[others.length - 1].value) return [...others, reflected];
  const nearer = towards(reflected.value < worst.value ? -0.5 : 0.5);
  if (nearer.value < Math.min(reflected.value, worst.value)) return [...others, nearer];
  const best = corners[0];
  return [best, ...corners.slice(1).map(({ at }) => corner(at.map((place, j) => (place + best.at[j]) / 2)))];
}

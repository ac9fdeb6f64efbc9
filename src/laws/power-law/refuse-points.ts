import type { Refusal } from '../refusal.ts';
import type { LawPoint } from './log-sample.ts';
import { widthsOf } from './widths.ts';

/** Says why no law can be fitted to these points, or null if one can. */
export function refusePoints(points: readonly LawPoint[], floor: boolean): Refusal | null {
  const name = floor ? 'a power law with a floor' : 'a power law';
  const parameters = floor ? 3 : 2;
  for (const { x, loss } of points) {
    if (!(x > 0 && x < Infinity)) return { refused: `every x must be positive and finite: ${x}` };
    if (!(loss > 0 && loss < Infinity)) {
      return { refused: `every loss must be positive and finite: ${loss} at x = ${x}` };
    }
  }
  if (points.length <= parameters) {
    return { refused: `${name} needs at least ${parameters + 1} points: ${counted(points.length)}` };
  }
  const spread = widthsOf(points.toSorted((a, b) => a.x - b.x)).length;
  if (spread < parameters)
    return { refused: `${name} needs at least ${parameters} values of x: ${counted(spread)}` };
  return null;
}

function counted(count: number): string {
  return count === 1 ? 'there is 1' : `there are ${count}`;
}

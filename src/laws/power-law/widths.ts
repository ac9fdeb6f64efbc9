import { meanLog } from '../stats/mean.ts';

/** One of some points of which several may share their x. */
interface Point {
  x: number;
  loss: number;
}

/** Values of x closer than this factor count as one. */
const LEAST_RATIO = 1 + 1e-6;

/** One point for each value of x: the mean of its log losses. */
export function widthMeans(points: readonly Point[]): Point[] {
  const widths = widthsOf(points.toSorted((a, b) => a.x - b.x));
  return widths.map((width) =>
    width.length === 1 ? width[0] : { x: width[0].x, loss: Math.exp(meanLog(width.map(({ loss }) => loss))) },
  );
}

/** The points of each value of x, such as the seeds of one width. A value begins where x leaves that of its first point. */
export function widthsOf<Of extends Point>(ascending: readonly Of[]): Of[][] {
  const widths: Of[][] = [];
  for (const point of ascending) {
    const last = widths.at(-1);
    if (last !== undefined && point.x <= last[0].x * LEAST_RATIO) last.push(point);
    else widths.push([point]);
  }
  return widths;
}

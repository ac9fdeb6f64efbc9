import type { RooflineCeiling, RooflineDot, RooflinePlot } from '../../charts/plots/roofline-plot.ts';
import type { BenchmarkResult, Summary } from '../../benchmark/result.ts';
import { flopsPerStep, type Entry } from '../../benchmark/standard/entries.ts';
import { standardEntries } from './standard-entries.ts';

/**
 * What training reached at each width with one lane, below two limits: arithmetic, and the time of dispatches that wait for
 * each other. Bandwidth sets no line here, because how many bytes a step moves depends on what the caches hold.
 */
export function rooflineOf(result: BenchmarkResult, summary: Summary): RooflinePlot {
  const single = standardEntries(summary).filter(({ entry }) => entry.lanes === 1);
  const dots = single.map(({ entry, figures }): RooflineDot => {
    const { high, low, value } = figures.gigaflopsPerSecond;
    const { layers, width } = entry.shape;
    return { name: entry.name, width, layers, flopsPerSecond: 1e9 * value, low: 1e9 * low, high: 1e9 * high };
  });
  const arithmetic = 1e9 * summary.ceilings.gigaflopsPerSecond;
  const entries = single.map(({ entry }) => entry);
  const limits = dispatchLimits(entries, result, summary.ceilings.microsecondsPerDispatch);
  return {
    dots,
    ceilings: [
      arithmeticCeiling(
        dots.map(({ width }) => width),
        arithmetic,
      ),
      ...dispatchCeiling(limits, arithmetic),
    ],
  };
}

type Point = RooflineCeiling['name'];

function arithmeticCeiling(widths: readonly number[], y: number): RooflineCeiling {
  const first = { x: Math.min(...widths) / 1.2, y };
  const last = { x: Math.max(...widths) * 1.2, y };
  return { label: 'arithmetic', points: [first, last], name: last };
}

/** As far as it is below the arithmetic; nothing if it never is. */
function dispatchCeiling(limits: readonly Point[], arithmetic: number): RooflineCeiling[] {
  const below = limits.filter(({ y }) => y < arithmetic);
  const [first, last, next] = [below[0], below.at(-1), limits[below.length]];
  if (first === undefined || last === undefined) return [];
  const end = next === undefined ? last : crossing(last, next, arithmetic);
  const name = { x: Math.sqrt(first.x * end.x), y: Math.sqrt(first.y * end.y) };
  return [{ label: 'dispatches', points: next === undefined ? below : [...below, end], name }];
}

/** Where the line between two points reaches a height, on log axes. */
function crossing(from: Point, to: Point, y: number): Point {
  const share = Math.log(y / from.y) / Math.log(to.y / from.y);
  return { x: from.x * (to.x / from.x) ** share, y };
}

/** At each width the speed of a step whose dispatches take as long as empty ones; of the shape that this limits least. */
function dispatchLimits(entries: readonly Entry[], result: BenchmarkResult, microseconds: number): Point[] {
  const byWidth = new Map<number, number>();
  for (const entry of entries) {
    const dispatches = result.entries.find(({ name }) => name === entry.name)?.dispatchesPerStep ?? NaN;
    const rate = (1e6 * flopsPerStep(entry)) / (dispatches * microseconds);
    byWidth.set(entry.shape.width, Math.max(rate, byWidth.get(entry.shape.width) ?? 0));
  }
  return [...byWidth].map(([x, y]) => ({ x, y })).toSorted((a, b) => a.x - b.x);
}

import type { Refusal } from '../refusal.ts';
import type { Estimate } from '../stats/interval.ts';
import { fitLine, lineAt } from '../stats/line.ts';
import { mean } from '../stats/mean.ts';
import { pooledDeviation } from '../stats/pooled-deviation.ts';
import { studentQuantile } from '../stats/student.ts';
import type { LawPoint } from './log-sample.ts';
import { modelLogs } from './model-logs.ts';
import { widthsOf } from './widths.ts';

/** Exponents among which the best is searched: evenly spaced in their logarithm, so that neighbours differ by 2 %. */
const EXPONENTS = Array.from({ length: 360 }, (_, i) => 0.004 * 1.02 ** i);

/** E, A and α. */
const CONSTANTS = 3;
const PERCENTILE = 0.975;

/** A size: its mean loss, and 1 / variance of that mean. */
interface Size {
  readonly x: number;
  readonly loss: number;
  readonly weight: number;
}

/** The best E for one exponent, its deviation, and the weighted squares that are left. */
interface FloorAt {
  readonly floor: number;
  readonly deviation: number;
  readonly squares: number;
}

/**
 * The floor of L = E + A·x^−α with its 95 % interval, by the noise of seeds: where seeds are known, that of widths about the law need
 * not be guessed from few of them. For a given α the law is linear in E and A, so that the profile of E is exact but for the
 * spacing of α. If the sizes leave the law by more than seeds do, the interval grows with that. Nats per token; E is at
 * least 0. Measurements of one model by several machines are one seed.
 */
export function floorInterval(points: readonly LawPoint[]): Estimate | Refusal {
  const widths = widthsOf(points.toSorted((a, b) => a.x - b.x));
  if (widths.length <= CONSTANTS)
    return {
      refused: `the interval of a floor needs at least ${CONSTANTS + 1} sizes: here ${widths.length}`,
    };
  const logs = widths.map(modelLogs);
  const deviation = pooledDeviation(logs);
  if (typeof deviation !== 'number')
    return { refused: 'the interval of a floor needs two seeds of at least one size' };
  const sizes = widths.map((members, i): Size => {
    const own = logs[i] ?? [];
    const loss = Math.exp(mean(own));
    return { x: members[0].x, loss, weight: own.length / (deviation * loss) ** 2 };
  });
  const fits = EXPONENTS.flatMap((exponent) => floorAt(sizes, exponent) ?? []);
  const [first, ...others] = fits;
  if (first === undefined) return { refused: 'the loss does not fall as x grows' };
  const best = others.reduce((least, fit) => (fit.squares < least.squares ? fit : least), first);
  const freedom = logs.reduce((sum, { length }) => sum + length - 1, 0);
  const misfit = Math.max(1, best.squares / (sizes.length - CONSTANTS));
  const allowed = best.squares + misfit * studentQuantile(PERCENTILE, freedom) ** 2;
  const ends = fits.flatMap(({ deviation: error, floor, squares }) => {
    const half = Math.sqrt(Math.max(0, allowed - squares)) * error;
    return squares > allowed ? [] : [floor - half, floor + half];
  });
  return {
    value: best.floor,
    low: Math.max(0, Math.min(...ends)),
    high: Math.max(best.floor, ...ends),
  };
}

/** Weighted least squares of loss on x^−α; null if the loss rises, or if E would be negative. */
function floorAt(sizes: readonly Size[], exponent: number): FloorAt | null {
  const [{ x: unit } = { x: 1 }] = sizes;
  const places = sizes.map(({ x }) => (x / unit) ** -exponent);
  const weights = sizes.map(({ weight }) => weight);
  const losses = sizes.map(({ loss }) => loss);
  const line = fitLine(places, losses, weights);
  const floor = lineAt(line, 0);
  if (!(line.slope > 0) || floor < 0) return null;
  const sum = (of: (place: number, i: number) => number): number =>
    places.reduce((all, place, i) => all + (weights[i] ?? 0) * of(place, i), 0);
  const spread = sum((place) => (place - line.centre) ** 2);
  return {
    floor,
    deviation: Math.sqrt(1 / sum(() => 1) + line.centre ** 2 / spread),
    squares: sum((place, i) => ((losses[i] ?? NaN) - lineAt(line, place)) ** 2),
  };
}

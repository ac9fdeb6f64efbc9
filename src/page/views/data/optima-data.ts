import type {
  ApproachesAnalysis,
  OptimumAnalysis,
  OptimumPoint,
} from '../../../laws/analysis/analyse-approaches.ts';
import { isRefusal } from '../../../laws/refusal.ts';
import type { OptimumLine } from '../../../charts/plots/optima-plot.ts';
import { runStyle } from '../../../charts/run-style.ts';

/** An approach that has a result. */
export interface OptimumFit {
  number: 1 | 2 | 3;
  name: string;
  /** The name beside its line. */
  short: string;
  fit: OptimumAnalysis;
  /** The best sizes at single budgets. */
  points: readonly OptimumPoint[];
}

/** Most points of an envelope that are drawn; more could not be distinguished. */
const MOST_POINTS = 40;

/** The approaches that have a result, in their order. */
export function optimumFits(approaches: ApproachesAnalysis | undefined): OptimumFit[] {
  if (approaches === undefined) return [];
  const { envelope, isoflop, jointLaw } = approaches;
  return [
    ...(isRefusal(envelope)
      ? []
      : [
          {
            number: 1 as const,
            name: '1, envelope',
            short: 'envelope',
            fit: envelope,
            points: thinned(envelope.points),
          },
        ]),
    ...(isRefusal(isoflop)
      ? []
      : [
          {
            number: 2 as const,
            name: '2, parabolas',
            short: 'parabolas',
            fit: isoflop,
            points: isoflop.budgets,
          },
        ]),
    ...(isRefusal(jointLaw)
      ? []
      : [{ number: 3 as const, name: '3, L(N, D)', short: 'L(N, D)', fit: jointLaw, points: [] }]),
  ];
}

/** The approaches' lines of N_opt or D_opt. */
export function optimaLines(fits: readonly OptimumFit[], of: 'N' | 'D'): OptimumLine[] {
  const key = of === 'N' ? 'parameters' : 'tokens';
  return fits.map(({ number, short, fit, points }) => ({
    label: short,
    style: runStyle(number - 1, 3),
    samples: fit.optima.map(({ compute, [key]: { value, low, high } }) => ({
      x: compute,
      y: value,
      low,
      high,
    })),
    dots: points.map((point) => ({ x: point.compute, y: point[key] })),
  }));
}

function thinned<Item>(items: readonly Item[]): Item[] {
  const stride = Math.ceil(items.length / MOST_POINTS);
  return items.filter((_, index) => index % stride === 0);
}

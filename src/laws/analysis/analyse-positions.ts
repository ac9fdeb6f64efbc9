import { logBins } from '../curves/log-bins.ts';
import { fitPositionLaw } from '../power-law/position-law.ts';
import type { PositionLoss } from '../power-law/position-law.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { Estimate } from '../stats/interval.ts';
import { mean } from '../stats/mean.ts';
import { neighbours } from '../stats/neighbours.ts';
import { logSpaced } from '../stats/log-spaced.ts';
import type { OnProgress } from '../stats/replicates.ts';
import type { AnalysedRun, FitInput } from './request.ts';
import { lawPlace } from './trained-model.ts';

/** Loss over positions in the context. */
export interface PositionAnalysis {
  /** One for each finished run with known losses by position, ascending in N. */
  readonly curves: readonly PositionCurve[];
  /** One for each pair of neighbouring sizes of one series. */
  readonly pairs: readonly PositionPair[];
}

export interface PositionCurve {
  readonly run: string;
  /** Means over the seeds and, on a log axis, over neighbours; ascending in position. */
  readonly points: readonly PositionLoss[];
  readonly law: PositionFit | Refusal;
}

/** a + b·T^−c through every position. */
export interface PositionFit {
  readonly a: Estimate;
  readonly b: Estimate;
  readonly c: Estimate;
  readonly rSquared: number;
  readonly formula: string;
  /** Ascending in position. */
  readonly samples: readonly PositionLoss[];
}

/** The number of positions at which a size does better than the next smaller one, by the mean of its runs. */
export interface PositionPair {
  /** The first run of each size. */
  readonly small: string;
  readonly large: string;
  readonly lower: number;
  readonly positions: number;
}

/** Number of points that a curve is drawn with, and its law. */
const BINS = 32;
const SAMPLES = 40;

/** A run and its loss at each position, mean over its seeds. */
interface Positioned {
  run: AnalysedRun;
  losses: readonly number[];
}

/** Loss over positions in the context (Kaplan et al. 2020, section D.5), of every run that has finished. */
export function analysePositions(
  { runs, options: { convention } }: FitInput,
  onProgress: OnProgress,
): PositionAnalysis {
  const sizeOf = (run: AnalysedRun) => lawPlace(run, 'N', convention);
  const known = runs.flatMap(positioned).toSorted((a, b) => sizeOf(a.run) - sizeOf(b.run));
  const curves = known.map((one, i) => {
    const curve = curveOf(one);
    onProgress(i + 1, known.length);
    return curve;
  });
  const series = [...new Set(known.map(({ run }) => run.series))];
  const pairs = series.flatMap((name) =>
    pairsOf(
      known.filter(({ run }) => run.series === name),
      sizeOf,
    ),
  );
  return { curves, pairs };
}

function positioned(run: AnalysedRun): Positioned[] {
  const { losses, positionLosses } = run;
  if (losses === null || positionLosses === null) return [];
  const lanes = losses.length;
  const context = positionLosses.length / lanes;
  const meanAt = (position: number) => {
    let sum = 0;
    for (let lane = 0; lane < lanes; lane++) sum += positionLosses[lane * context + position];
    return sum / lanes;
  };
  return [{ run, losses: Array.from({ length: context }, (_, position) => meanAt(position)) }];
}

function curveOf({ run, losses }: Positioned): PositionCurve {
  const points = losses.map((loss, i) => ({ position: i + 1, loss }));
  return { run: run.id, points: thinned(points), law: lawOf(points) };
}

function thinned(points: readonly PositionLoss[]): PositionLoss[] {
  const steps = points.map(({ position }) => position);
  const { x, y } = logBins({ steps, losses: points.map(({ loss }) => loss) }, BINS);
  return x.map((log, i) => ({ position: Math.exp(log), loss: Math.exp(y[i]) }));
}

function lawOf(points: readonly PositionLoss[]): PositionFit | Refusal {
  const law = fitPositionLaw(points);
  if (isRefusal(law)) return law;
  const { a, b, c, rSquared, formula, predict } = law;
  const places = logSpaced(1, points.length, SAMPLES);
  const samples = places.map((position) => ({ position, loss: predict(position) }));
  return { a, b, c, rSquared, formula, samples };
}

function pairsOf(known: readonly Positioned[], sizeOf: (run: AnalysedRun) => number): PositionPair[] {
  const sizes = [...new Set(known.map(({ run }) => sizeOf(run)))];
  const means = sizes.map((size) => meanOf(known.filter(({ run }) => sizeOf(run) === size)));
  return neighbours(means, ({ run }) => sizeOf(run)).map(({ small, large }) => ({
    small: small.run.id,
    large: large.run.id,
    lower: large.losses.filter((loss, position) => loss < small.losses[position]).length,
    positions: large.losses.length,
  }));
}

/** The first of some runs, with the mean over those of the same context. */
function meanOf(runs: readonly Positioned[]): Positioned {
  const [{ run, losses }] = runs;
  const alike = runs.filter((other) => other.losses.length === losses.length);
  return { run, losses: losses.map((_, position) => mean(alike.map((other) => other.losses[position]))) };
}

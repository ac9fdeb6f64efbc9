import type { LawPoint } from '../power-law/log-sample.ts';
import { fitScalingLaw } from '../power-law/scaling-law.ts';
import type { ScalingLaw, ScalingLawOptions } from '../power-law/scaling-law.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { RunSize } from '../regression/form.ts';
import type { RunPoint } from '../regression/run-point.ts';
import type { Interval } from '../stats/interval.ts';
import { isCovered, scorePredictions } from './prediction-score.ts';
import type { PredictionScore } from './prediction-score.ts';

/** A law fitted without the largest runs, and its predictions of them. */
export interface Extrapolation<Point, Law> {
  law: Law;
  /** Ascending in size. */
  heldOut: readonly HeldOut<Point>[];
  score: PredictionScore;
}

/** One run that the fit did not see. */
export interface HeldOut<Point> {
  point: Point;
  /** Nats per token. */
  predicted: number;
  /** 95 % prediction interval. */
  ring: Interval;
  /** Whether its loss lies in that interval. */
  covered: boolean;
}

/** Fits a power law without the `count` points of the largest x, and predicts them. */
export function extrapolateScalingLaw(
  points: readonly LawPoint[],
  count: number,
  options?: ScalingLawOptions,
): Extrapolation<LawPoint, ScalingLaw> | Refusal {
  const runs = points.toSorted((a, b) => a.x - b.x || a.loss - b.loss).map((point) => [point]);
  return holdOut(runs, count, {
    fit: (rest) => fitScalingLaw(rest, options),
    predict: (law, { x }) => law.expected(x),
    ring: (law, { x }) => law.ring(x),
  });
}

/** A law that predicts losses of runs from their sizes. */
export interface SizeLaw {
  predict(run: RunSize): number;
  ring(run: RunSize): Interval;
}

/**
 * Fits a law of N and D without the `count` runs of the largest N·D, and predicts them. Points of one run, which share
 * its name, are held out together.
 */
export function extrapolateJointLaw<Law extends SizeLaw>(
  points: readonly RunPoint[],
  count: number,
  fit: (rest: readonly RunPoint[]) => Law | Refusal,
): Extrapolation<RunPoint, Law> | Refusal {
  return holdOut(runsBySize(points), count, {
    fit,
    predict: (law, run) => law.predict(run),
    ring: (law, run) => law.ring(run),
  });
}

interface Method<Point, Law> {
  fit(rest: readonly Point[]): Law | Refusal;
  predict(law: Law, point: Point): number;
  ring(law: Law, point: Point): Interval;
}

/** @param runs the points of each run, ascending in size */
function holdOut<Point extends { loss: number }, Law extends object>(
  runs: readonly (readonly Point[])[],
  count: number,
  { fit, predict, ring }: Method<Point, Law>,
): Extrapolation<Point, Law> | Refusal {
  if (!(Number.isInteger(count) && count >= 1))
    return { refused: `the number of runs to hold out must be an integer of at least 1: ${count}` };
  const law = fit(runs.slice(0, -count).flat());
  if (isRefusal(law))
    return { refused: `without the largest ${count} of ${runs.length} runs, ${law.refused}` };
  const heldOut = runs.slice(-count).flatMap((points) =>
    points.map((point) => {
      const interval = ring(law, point);
      const covered = isCovered({ ring: interval, loss: point.loss });
      return { point, predicted: predict(law, point), ring: interval, covered };
    }),
  );
  const score = scorePredictions(heldOut.map(({ point: { loss }, ring: drawn }) => ({ ring: drawn, loss })));
  return { law, heldOut, score };
}

/** Points by run, ascending in the N·D at the end of each run. */
function runsBySize(points: readonly RunPoint[]): RunPoint[][] {
  const runs = new Map<string | number, RunPoint[]>();
  points
    .toSorted((a, b) => sizeOf(a) - sizeOf(b) || a.loss - b.loss)
    .forEach((point, i) => {
      const known = runs.get(point.run ?? i) ?? [];
      runs.delete(point.run ?? i);
      runs.set(point.run ?? i, [...known, point]);
    });
  return [...runs.values()];
}

function sizeOf({ parameters, tokens }: RunPoint): number {
  return parameters * tokens;
}

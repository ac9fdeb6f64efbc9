import { findKnee } from '../curves/knee.ts';
import { spreadOverSeeds } from '../curves/seed-spread.ts';
import { smoothCurve } from '../curves/smooth-curve.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { Estimate, Interval } from '../stats/interval.ts';
import { mean } from '../stats/mean.ts';
import { pooledDeviation } from '../stats/pooled-deviation.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { laneCurve, meanCurve, thinned } from './lane-curve.ts';
import type { AnalysedRun, FitInput, LaneCurves } from './request.ts';

/** The spread of the seeds of a run, and the knee of its curve. */
export interface RunDynamics {
  readonly run: string;
  readonly seeds: number;
  /** The spread of the final losses, in nats. */
  readonly ends: { readonly mean: number; readonly deviation: number } | Refusal;
  /** At a few hundred steps, evenly spaced on a log axis. */
  readonly spread: readonly SpreadSample[] | Refusal;
  /** The knee of the mean curve; refused if a law without a break explains the curve. */
  readonly knee: KneeFit | Refusal;
}

/** Training loss over seeds at one step, with the 95 % interval of its mean. */
export interface SpreadSample extends Interval {
  readonly step: number;
  readonly mean: number;
  readonly deviation: number;
}

export interface KneeFit {
  /** `bend`: the curve gets flatter; `plateau`: a plateau ends. */
  readonly kind: 'bend' | 'plateau';
  readonly step: Estimate;
  /** The smoothed loss at the knee. */
  readonly loss: number;
  /** Slopes of log loss over log step. */
  readonly slopes: { readonly before: number; readonly after: number };
}

/** Spread over seeds and knee of every run that has finished. */
export function analyseDynamics({ runs }: FitInput, onProgress: OnProgress): RunDynamics[] {
  const finished = runs.filter(({ losses }) => losses !== null);
  return finished.map((run, i) => {
    const dynamics = dynamicsOf(run);
    onProgress(i + 1, finished.length);
    return dynamics;
  });
}

function dynamicsOf({ id, losses, curve }: AnalysedRun): RunDynamics {
  const none = { refused: `there is no curve of ${id}` };
  const there = curve !== null && curve.steps > 0;
  return {
    run: id,
    seeds: losses?.length ?? 0,
    ends: endsOf(losses ?? []),
    spread: there ? spreadOf(curve) : none,
    knee: there ? kneeOf(curve) : none,
  };
}

function endsOf(losses: ArrayLike<number>): RunDynamics['ends'] {
  const deviation = pooledDeviation([losses]);
  if (typeof deviation !== 'number') return deviation;
  return { mean: mean(losses), deviation };
}

function spreadOf(curve: LaneCurves): SpreadSample[] | Refusal {
  const lanes = Array.from({ length: curve.lanes }, (_, lane) => thinned(laneCurve(curve, lane)));
  const spread = spreadOverSeeds(lanes.map(({ losses }) => losses));
  if (isRefusal(spread)) return spread;
  return Array.from(lanes[0].steps, (step, i) => ({
    step,
    mean: spread.mean[i],
    deviation: spread.deviation[i],
    low: spread.low[i],
    high: spread.high[i],
  }));
}

function kneeOf(curve: LaneCurves): KneeFit | Refusal {
  const averaged = meanCurve(curve);
  const knee = findKnee(averaged);
  if (isRefusal(knee)) return knee;
  const { losses } = smoothCurve(averaged);
  const place = Math.min(Math.max(Math.round(knee.step.value), 1), losses.length) - 1;
  return { kind: knee.kind, step: knee.step, loss: losses[place], slopes: knee.slopes };
}

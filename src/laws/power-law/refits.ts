import { normals } from '../stats/normals.ts';
import { replicatesOf } from '../stats/replicates.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { residualScale, orthonormal } from '../stats/residual-scale.ts';
import { CurveFitter } from './curve-fitter.ts';
import { fitBent, fitStraight } from './fit-curve.ts';
import { fallDone, fallDoneByBend, logLossAt } from './log-curve.ts';
import type { LogCurve } from './log-curve.ts';
import type { LogSample } from './log-sample.ts';

/** One law that could have produced the data, and the noise of one further run. */
export interface Refit {
  curve: LogCurve;
  /** The noise that is added to the log loss of a further run. */
  noise: number;
  /** Whether the curve has the largest bend that the points can resolve, so that its exponent has no upper bound. */
  step: boolean;
}

export interface RefitOptions {
  floor: boolean;
  /** Huber's δ of the fit. */
  delta: number;
  count: number;
  seed: number;
  onProgress?: OnProgress | undefined;
}

const TOLERANCE = 1e-8;

/**
 * Laws that explain the points as well as the fitted one. Each refit adds normal noise to the fitted curve and fits it
 * by the same criterion. The part of the noise outside the tangent plane is made as large as the residuals. Its
 * variance is then s²·(n − p)/χ²(n − p), and percentiles of the refits are the exact t intervals if the law is linear
 * in its parameters (generalised fiducial inference, Hannig 2009). A bootstrap of four to eight runs is far too narrow,
 * and with one run per shape it is impossible.
 *
 * Refits with a floor may have a negative one, because floors cut off at 0 would pile up there and miss a true 0.
 */
export function refits(sample: LogSample, { floor, delta, count, seed, onProgress }: RefitOptions): Refit[] {
  const { t, y } = sample;
  const centre = centreOf(sample, floor, delta);
  const fitter = new CurveFitter(t, { floor, tolerance: TOLERANCE });
  const tangents = orthonormal(tangentsOf(centre, t, floor));
  const scale = residualDeviation(sample, floor, centre);
  const fitted = t.map((place) => logLossAt(centre, place));
  const normal = normals(seed);
  const errors = new Float64Array(y.length);
  const replicate = new Float64Array(y.length);
  const refit = () => {
    for (let i = 0; i < errors.length; i++) errors[i] = normal();
    const sigma = scale / residualScale(errors, tangents);
    for (let i = 0; i < errors.length; i++) replicate[i] = fitted[i] + sigma * errors[i];
    fitter.place(centre);
    fitter.fit(replicate, delta);
    const curve = fitter.curve();
    return { curve, noise: sigma * normal(), step: floor && curve.bend >= fitter.mostBend };
  };
  return replicatesOf(count, refit, onProgress);
}

/** The lawful curve, or the free one if that has no floor, because refits must scatter around their centre. */
function centreOf(sample: LogSample, floor: boolean, delta: number): LogCurve {
  if (!floor) return fitStraight(sample, delta).curve;
  const { free, lawful } = fitBent(sample, delta);
  return lawful.curve.bend === lawful.curve.fall ? free.curve : lawful.curve;
}

/** Standard deviation of the noise, from the residuals of least squares, which are efficient for normal noise. */
function residualDeviation({ t, y }: LogSample, floor: boolean, centre: LogCurve): number {
  const fitter = new CurveFitter(t, { floor, tolerance: TOLERANCE });
  fitter.place(centre);
  return Math.sqrt((2 * fitter.fit(y, Infinity)) / (y.length - (floor ? 3 : 2)));
}

/** Derivatives of log loss by start, fall and bend at every point. */
function tangentsOf({ fall, bend }: LogCurve, t: Float64Array, floor: boolean): Float64Array[] {
  const ones = new Float64Array(t.length).fill(1);
  if (!floor) return [ones, t];
  const share = -Math.expm1(-fall);
  const done = t.map((place) => fallDone(bend, place));
  const byFall = done.map((value) => value / (1 - share * value));
  const byBend = t.map((place, i) => fallDoneByBend(bend, place, done[i]) / (1 - share * done[i]));
  return [ones, byFall, byBend];
}

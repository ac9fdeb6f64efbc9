import { normals } from '../stats/normals.ts';
import { replicatesOf } from '../stats/replicates.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { residualScale, orthonormal } from '../stats/residual-scale.ts';
import { CurveFitter } from './curve-fitter.ts';
import { fitBent, fitStraight } from './fit-curve.ts';
import { logLossAt } from './log-curve.ts';
import type { LogCurve } from './log-curve.ts';
import { GOLDEN, NoisePosterior } from './forms/noise-posterior.ts';
import type { LogSample } from './log-sample.ts';
import { tangentsOf } from './tangents.ts';

/** One law that could have produced the data, and the noise of one further run. */
export interface Refit {
  curve: LogCurve;
  /** The noise that is added to the log loss of one further model. */
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
 * Laws that explain the widths as well as the fitted one. Each refit adds normal noise to the fitted curve and fits it
 * by the same criterion. The part of the noise outside the tangent plane is made as large as the residuals. Its
 * variance is then s²·(n − p)/χ²(n − p), and percentiles of the refits are the exact t intervals if the law is linear
 * in its parameters (generalised fiducial inference, Hannig 2009). A bootstrap of four to eight runs is far too narrow,
 * and with one run per shape it is impossible.
 *
 * Refits with a floor may have a negative one, because floors cut off at 0 would pile up there and miss a true 0.
 */
export function refits(sample: LogSample, { floor, delta, count, seed, onProgress }: RefitOptions): Refit[] {
  const { t, y, weights } = sample;
  const centre = centreOf(sample, floor, delta);
  const fitter = new CurveFitter(t, { floor, tolerance: TOLERANCE, weights });
  const precisions = weights.map(Math.sqrt);
  const tangents = orthonormal(
    tangentsOf(centre, t, floor).map((tangent) => tangent.map((slope, i) => slope * precisions[i])),
  );
  const seedNoise = modelNoise(sample);
  const deviationOf = deviationsOf(sample, floor, centre, tangents);
  const fitted = t.map((place) => logLossAt(centre, place));
  const normal = normals(seed);
  const errors = new Float64Array(y.length);
  const replicate = new Float64Array(y.length);
  const refit = () => {
    for (let i = 0; i < errors.length; i++) errors[i] = normal();
    const sigma = deviationOf(errors);
    for (let i = 0; i < errors.length; i++) replicate[i] = fitted[i] + (sigma * errors[i]) / precisions[i];
    fitter.place(centre);
    fitter.fit(replicate, delta);
    const curve = fitter.curve();
    const noise = seedNoise === 0 ? sigma : Math.hypot(sigma, seedNoise);
    return { curve, noise: noise * normal(), step: floor && curve.bend >= fitter.mostBend };
  };
  return replicatesOf(count, refit, onProgress);
}

/** The deviation of the mean of a width by its seeds alone; 0 without seeds. */
export function meanDeviation({ seeds: { deviation, share } }: LogSample): number {
  return deviation === null ? 0 : deviation * Math.sqrt(share);
}

/** The deviation of one model from the mean of its width, beyond what the noise of a mean already has. */
export function modelNoise({ seeds: { deviation, share } }: LogSample): number {
  return deviation === null ? 0 : deviation * Math.sqrt(1 - share);
}

/** The lawful curve, or the free one if that has no floor, because refits must scatter around their centre. */
function centreOf(sample: LogSample, floor: boolean, delta: number): LogCurve {
  if (!floor) return fitStraight(sample, delta).curve;
  const { free, lawful } = fitBent(sample, delta);
  return lawful.curve.bend === lawful.curve.fall ? free.curve : lawful.curve;
}

/**
 * The deviation that goes with some errors: that of the residuals over that of the errors. If no residuals are left
 * over, a draw of what is assumed of it.
 */
function deviationsOf(
  sample: LogSample,
  floor: boolean,
  centre: LogCurve,
  tangents: readonly Float64Array[],
): (errors: Float64Array) => number {
  if (sample.t.length > tangents.length) {
    const scale = residualDeviation(sample, floor, centre);
    return (errors) => scale / residualScale(errors, tangents);
  }
  const deviationAt = new NoisePosterior(0, meanDeviation(sample)).quantiles(1);
  let share = 0.5;
  return () => {
    share = (share + GOLDEN) % 1;
    return deviationAt(share);
  };
}

/** Standard deviation of the noise, from the residuals of least squares, which are efficient for normal noise. */
function residualDeviation({ t, y, weights }: LogSample, floor: boolean, centre: LogCurve): number {
  const fitter = new CurveFitter(t, { floor, tolerance: TOLERANCE, weights });
  fitter.place(centre);
  return Math.sqrt((2 * fitter.fit(y, Infinity)) / (y.length - (floor ? 3 : 2)));
}

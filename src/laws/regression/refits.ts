import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { bootstrapSampler } from '../stats/bootstrap.ts';
import { normals } from '../stats/normals.ts';
import { replicatesOf } from '../stats/replicates.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { residualScale, orthonormal } from '../stats/residual-scale.ts';
import type { Measured, LawForm } from './form.ts';
import { LevenbergMarquardt } from './levenberg-marquardt.ts';
import type { LossScale } from './loss-scale.ts';

/** One law that could have produced these runs, and the noise of one further run. */
export interface FormRefit {
  theta: Float64Array;
  /** The noise that is added to the loss of a further run, on the scale of the fit. */
  noise: number;
}

export interface FormRefitOptions {
  /** Coefficients fitted to all runs. */
  theta: Float64Array;
  /** Huber's δ of the fit. */
  delta: number;
  /** The scale of the fit. */
  lossScale: LossScale;
  replicates: number;
  /** An integer. */
  seed: number;
  onProgress?: OnProgress | undefined;
}

/**
 * Refits a form to bootstrap samples of runs, as Besiroglu et al. 2024 do for published intervals. It assumes
 * nothing about the noise, and needs many runs. Runs of one shape are drawn among themselves.
 */
export function refitRuns<Size extends object>(
  form: LawForm<string, Size>,
  points: readonly Measured<Size>[],
  { theta, delta, lossScale, replicates, seed, onProgress }: FormRefitOptions,
): FormRefit[] {
  const fitter = new LevenbergMarquardt(form, points, lossScale);
  const draw = bootstrapSampler(
    points.map(({ run }) => run),
    seed,
    points.map(({ shape }) => shape),
  );
  const source = xoroshiro128plus(~seed);
  const n = points.length;
  const widening = Math.sqrt(n / (n - theta.length));
  const residuals = points.map((run) => lossScale.of(run.loss) - lossScale.ofLog(form.logLoss(run, theta)));
  const weights = new Float64Array(n);
  const refit = () => {
    draw(weights);
    const { theta: refitted } = fitter.refine(theta, weights, delta);
    return { theta: refitted, noise: widening * residuals[uniformInt(source, 0, n - 1)] };
  };
  return replicatesOf(replicates, refit, onProgress);
}

/**
 * Refits a form to its own losses with fresh normal noise. The part of the noise outside the tangent space is made as
 * large as the residuals of least squares, so that percentiles are Student's intervals if the form is linear
 * (generalised fiducial inference, Hannig 2009). It assumes that runs are independent and their noise is normal, and is
 * valid for few runs.
 */
export function refitNoise<Size extends object>(
  form: LawForm<string, Size>,
  points: readonly Measured<Size>[],
  { theta, delta, lossScale, replicates, seed, onProgress }: FormRefitOptions,
): FormRefit[] {
  const fitter = new LevenbergMarquardt(form, points, lossScale);
  const weights = new Float64Array(points.length).fill(1);
  const squares = fitter.refine(theta, weights, Infinity).objective;
  const scale = Math.sqrt((2 * squares) / (points.length - theta.length));
  const tangents = orthonormal(tangentsOf(form, points, theta, lossScale));
  const fitted = Float64Array.from(points, (run) => lossScale.ofLog(form.logLoss(run, theta)));
  const normal = normals(seed);
  const refit = () => {
    const errors = fitted.map(() => normal());
    const sigma = scale / residualScale(errors, tangents);
    fitter.replaceLosses(fitted.map((value, i) => value + sigma * errors[i]));
    return { theta: fitter.refine(theta, weights, delta).theta, noise: sigma * normal() };
  };
  return replicatesOf(replicates, refit, onProgress);
}

/** Derivatives of the loss, on a scale, by each coefficient at every point. */
function tangentsOf<Size extends object>(
  form: LawForm<string, Size>,
  points: readonly Measured<Size>[],
  theta: Float64Array,
  lossScale: LossScale,
): Float64Array[] {
  const n = theta.length;
  const gradients = points.map((run) => {
    const gradient = new Float64Array(n);
    const hessian = new Float64Array(n * n);
    lossScale.derivativesOf(form.derivatives(run, theta, gradient, hessian), gradient, hessian);
    return gradient;
  });
  return Array.from(theta, (_, j) => Float64Array.from(gradients, (gradient) => gradient[j]));
}

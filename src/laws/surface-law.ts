import { aicc } from './aicc.ts';
import { percentileInterval, refuseReplicates } from './interval.ts';
import type { Interval } from './interval.ts';
import { deltaOf } from './power-law.ts';
import { isRefusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { refuseFewRuns } from './refuse-surface.ts';
import { SurfaceFitter } from './surface-fitter.ts';
import type { SurfaceFit } from './surface-fitter.ts';
import type { Measured, RunSize, SurfaceForm } from './surface-form.ts';
import { refitNoise, refitRuns } from './surface-refits.ts';
import type { SurfaceRefit } from './surface-refits.ts';

/** A law of N and D, or of another size, fitted to runs, with its uncertainty. */
export interface SurfaceLaw<Name extends string = string, Size extends object = RunSize> {
  /** By the paper's symbols. */
  parameters: Readonly<Record<Name, number>>;
  /** 95 % intervals of the parameters. */
  intervals: Readonly<Record<Name, Interval>>;
  /** Of the parameters over all refits, rows and columns in the order of `parameters`. */
  covariance: readonly (readonly number[])[];
  /** What the fit minimised over log residuals: Huber's loss summed over runs, or half the summed squares. */
  objective: number;
  /** How many of the starts of the search ended within 10⁻⁶ of that objective. */
  agreeing: number;
  starts: number;
  /** Akaike's criterion, corrected for few points; comparable between laws fitted with one `loss`. */
  aicc: number;
  /** The points in the order of the fit: ascending in what the law is of, then in loss. */
  points: readonly Measured<Size>[];
  /** Log of the loss over the predicted loss, for each of `points`. */
  residuals: readonly number[];
  /** Loss in nats per token. */
  predict(run: Size): number;
  /** 95 % interval of the law at a run's size, in nats per token. */
  band(run: Size): Interval;
  /** 95 % prediction interval of the loss of one further run. */
  ring(run: Size): Interval;
  /** 95 % interval of anything that the parameters determine, such as an exponent of the optimal N. */
  intervalOf(quantity: (parameters: Readonly<Record<Name, number>>) => number): Interval;
  /** The law in words, to three digits. */
  formula: string;
}

export interface SurfaceOptions {
  /** Huber's loss with δ = 1e-3 (the default; Hoffmann et al. 2022), or least squares. */
  loss?: 'huber' | 'squares';
  /** Bootstrap samples behind every interval, at least 39; 1,000 by default. */
  replicates?: number;
  /** An integer; the same seed gives the same intervals. */
  seed?: number;
  /**
   * What stands behind the intervals: bootstrap samples of `runs`, which assume nothing about the noise and take many, or
   * fresh normal `noise` on independent runs. The default is `runs` where points of one training curve share a name or
   * there are at least 20 points a parameter, and `noise` elsewhere.
   */
  resample?: 'runs' | 'noise';
}

/** Points a parameter from which on a bootstrap can be trusted to know the noise. */
const MANY_POINTS = 20;
/** Starts whose objective is within this share of the best have found the same minimum. */
const SAME_MINIMUM = 1e-6;
/** Objectives of runs that a law fits exactly, each to 10⁻⁹ of log loss, are not told apart. */
const RESOLUTION = 1e-18;

/**
 * Fits a form to log losses from every one of its starts to convergence, and refits it for its intervals. The points
 * must be positive and in order; what else the form needs of them is its caller's to refuse.
 */
export function fitSurface<Name extends string, Size extends object>(
  form: SurfaceForm<Name, Size>,
  points: readonly Measured<Size>[],
  {
    loss = 'huber',
    replicates = 1000,
    seed = 1,
    resample = defaultFor(points, form.symbols.length),
  }: SurfaceOptions = {},
): SurfaceLaw<Name, Size> | Refusal {
  const refusal = refuseFewRuns(points, form.name, form.symbols.length) ?? refuseReplicates(replicates);
  if (refusal) return refusal;
  const delta = deltaOf(loss);
  const search = searchFrom(form, points, delta);
  if (isRefusal(search)) return search;
  const theta = search.best.theta;
  const refit = resample === 'runs' ? refitRuns : refitNoise;
  const refits = refit(form, points, { theta, delta, replicates, seed });
  return describe(form, points, search, refits, loss);
}

interface Search {
  best: SurfaceFit;
  agreeing: number;
}

function searchFrom<Size extends object>(
  form: SurfaceForm<string, Size>,
  points: readonly Measured<Size>[],
  delta: number,
): Search | Refusal {
  const fitter = new SurfaceFitter(form, points);
  const weights = new Float64Array(points.length).fill(1);
  const fits = form.starts.map((start) => fitter.fit(start, weights, delta));
  const best = fits.reduce((least, fit) => (fit.objective < least.objective ? fit : least));
  if (!best.converged)
    return { refused: `${form.name} is not determined by these runs: the search has no end` };
  const refusal = form.refuse(best.theta);
  if (refusal) return refusal;
  const limit = best.objective * (1 + SAME_MINIMUM) + points.length * RESOLUTION;
  return { best, agreeing: fits.filter(({ objective }) => objective <= limit).length };
}

function describe<Name extends string, Size extends object>(
  form: SurfaceForm<Name, Size>,
  points: readonly Measured<Size>[],
  { best, agreeing }: Search,
  refits: readonly SurfaceRefit[],
  loss: 'huber' | 'squares',
): SurfaceLaw<Name, Size> {
  const { theta, objective } = best;
  const residuals = points.map((run) => Math.log(run.loss) - form.logLoss(run, theta));
  const drawn = refits.map((refit) => form.parameters(refit.theta));
  const fitted = form.parameters(theta);
  const named = (values: readonly number[]) => byName(form, (j) => values[j]);
  const predict = (run: Size) => Math.exp(form.logLoss(run, theta));
  const over = (quantity: (refit: SurfaceRefit, i: number) => number, estimate: number) =>
    percentileInterval(Float64Array.from(refits, quantity), estimate);
  return {
    parameters: named(fitted),
    intervals: byName(form, (j) => over((_, i) => drawn[i][j], fitted[j])),
    covariance: covarianceOf(drawn),
    objective,
    agreeing,
    starts: form.starts.length,
    aicc: aicc(Float64Array.from(residuals), theta.length, loss),
    points,
    residuals,
    predict,
    band: (run) => over((refit) => Math.exp(form.logLoss(run, refit.theta)), predict(run)),
    ring: (run) => over((refit) => Math.exp(form.logLoss(run, refit.theta) + refit.noise), predict(run)),
    intervalOf: (quantity) => over((_, i) => quantity(named(drawn[i])), quantity(named(fitted))),
    formula: form.formula(theta),
  };
}

/** A value for each parameter of a form. */
function byName<Name extends string, Value>(
  { symbols }: Pick<SurfaceForm<Name>, 'symbols'>,
  valueOf: (place: number) => Value,
): Record<Name, Value> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the names of its keys
  return Object.fromEntries(symbols.map((symbol, j) => [symbol, valueOf(j)])) as Record<Name, Value>;
}

function defaultFor(points: readonly { run?: string }[], parameters: number): 'runs' | 'noise' {
  const many = points.length >= MANY_POINTS * parameters;
  return many || points.some(({ run }) => run !== undefined) ? 'runs' : 'noise';
}

function covarianceOf(drawn: readonly (readonly number[])[]): number[][] {
  const means = drawn[0].map((_, j) => drawn.reduce((sum, row) => sum + row[j], 0) / drawn.length);
  return means.map((meanJ, j) =>
    means.map((meanK, k) => {
      const products = drawn.reduce((sum, row) => sum + (row[j] - meanJ) * (row[k] - meanK), 0);
      return products / (drawn.length - 1);
    }),
  );
}

import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { aicc } from '../stats/aicc.ts';
import { refuseBootstrap } from '../stats/bootstrap.ts';
import { covariance } from '../stats/correlation.ts';
import { deltaOf } from '../stats/huber.ts';
import type { LossFunction } from '../stats/huber.ts';
import { percentileInterval, refuseReplicates } from '../stats/interval.ts';
import type { Interval, IntervalOptions } from '../stats/interval.ts';
import type { OnProgress } from '../stats/replicates.ts';
import type { Measured, RunSize, LawForm } from './form.ts';
import { LOG_SCALE, PLAIN_SCALE } from './loss-scale.ts';
import type { LossScale } from './loss-scale.ts';
import { multistart } from './multistart.ts';
import type { MultistartResult } from './multistart.ts';
import type { Profile } from './profile-likelihood.ts';
import { profileParameter } from './profile-parameter.ts';
import { refitNoise, refitRuns } from './refits.ts';
import type { FormRefit } from './refits.ts';
import { refuseFewRuns } from './refuse-runs.ts';

/** A law of N and D, or of another size, fitted to runs, with its uncertainty. */
export interface FittedLaw<Name extends string = string, Size extends object = RunSize> {
  /** The fitted parameters by the symbols of the paper. */
  parameters: Readonly<Record<Name, number>>;
  /** 95 % intervals of the parameters. */
  intervals: Readonly<Record<Name, Interval>>;
  /** Covariance of the parameters over all refits; rows and columns in the order of `parameters`. */
  covariance: readonly (readonly number[])[];
  /** The quantity that the fit minimised: Huber's loss summed over runs, or half the summed squares. */
  objective: number;
  /** How many starts of the search ended within 10⁻⁶ of that objective; 0 if only restarts near the best one did. */
  agreeing: number;
  starts: number;
  /** Akaike's criterion, corrected for few points; comparable between laws fitted with one `criterion`. */
  aicc: number;
  /** The points, ascending in N, D and loss. */
  points: readonly Measured<Size>[];
  /** Log of the loss over the predicted loss, for each of `points`. */
  residuals: readonly number[];
  /** Loss in nats per token. */
  predict(run: Size): number;
  /** 95 % interval of the law at a run's size, in nats per token. */
  band(run: Size): Interval;
  /** 95 % prediction interval of the loss of one further run. */
  ring(run: Size): Interval;
  /** 95 % interval of any quantity that the parameters determine, such as an exponent of the optimal N. */
  intervalOf(quantity: (parameters: Readonly<Record<Name, number>>) => number): Interval;
  /**
   * The profile likelihood of a parameter. If the optimum is flat, the profile shows values that `intervals` leave out.
   * It assumes that runs are independent and their noise is normal.
   */
  profile(name: Name): Profile;
  /** The law as people write it, to three digits. */
  formula: string;
}

export interface FitFormOptions extends IntervalOptions {
  criterion?: FormCriterion;
  /**
   * How refits are made. `runs` draws bootstrap samples of runs: it assumes nothing about the noise and needs many
   * runs. `noise` adds fresh normal noise to the fitted law: it assumes independent runs. The default is `runs` if
   * points of one training curve share a name or there are at least 20 points per parameter, and otherwise `noise`.
   */
  bootstrap?: 'runs' | 'noise';
  onProgress?: OnProgress | undefined;
}

/**
 * The quantity that a fit minimises: Huber's loss of log losses with δ = 1e-3 (the default; Hoffmann et al. 2022),
 * their squares, or squares of `plain` losses in nats per token, which weigh high losses more.
 */
export type FormCriterion = LossFunction | 'plain-squares';

/** With this many points per parameter a bootstrap measures the noise well. */
const MANY_POINTS = 20;

/**
 * Fits a form to log losses, from each of its starts to convergence, and refits it for its intervals. The points must
 * be positive and in order; the caller refuses points that break the other rules of its form.
 */
export function fitForm<Name extends string, Size extends object>(
  form: LawForm<Name, Size>,
  points: readonly Measured<Size>[],
  {
    criterion = 'huber',
    replicates = 1000,
    seed = 1,
    bootstrap = defaultFor(points, form.symbols.length),
    onProgress,
  }: FitFormOptions = {},
): FittedLaw<Name, Size> | Refusal {
  const refusal =
    refuseFewRuns(points, form.name, form.symbols.length) ??
    refuseReplicates(replicates) ??
    (bootstrap === 'runs' ? refuseBootstrap(points) : null);
  if (refusal) return refusal;
  const objective = objectiveOf(criterion);
  const { delta, lossScale } = objective;
  const search = multistart(form, points, delta, lossScale);
  if (isRefusal(search)) return search;
  const theta = search.best.theta;
  const refit = bootstrap === 'runs' ? refitRuns : refitNoise;
  const refits = refit(form, points, { theta, delta, lossScale, replicates, seed, onProgress });
  return describe(form, points, search, refits, objective);
}

interface Objective {
  delta: number;
  lossScale: LossScale;
}

function objectiveOf(criterion: FormCriterion): Objective {
  if (criterion === 'plain-squares') return { delta: Infinity, lossScale: PLAIN_SCALE };
  return { delta: deltaOf(criterion), lossScale: LOG_SCALE };
}

function describe<Name extends string, Size extends object>(
  form: LawForm<Name, Size>,
  points: readonly Measured<Size>[],
  { best, agreeing }: MultistartResult,
  refits: readonly FormRefit[],
  { delta, lossScale }: Objective,
): FittedLaw<Name, Size> {
  const { theta, objective } = best;
  const residuals = points.map((run) => Math.log(run.loss) - form.logLoss(run, theta));
  const predict = (run: Size) => Math.exp(form.logLoss(run, theta));
  const missed = Float64Array.from(points, (run) => lossScale.of(run.loss) - lossScale.of(predict(run)));
  const drawn = refits.map((refit) => form.parameters(refit.theta));
  const fitted = form.parameters(theta);
  const named = (values: readonly number[]) => byName(form, (j) => values[j]);
  const over = (quantity: (refit: FormRefit, i: number) => number, estimate: number) =>
    percentileInterval(Float64Array.from(refits, quantity), estimate);
  return {
    parameters: named(fitted),
    intervals: byName(form, (j) => over((_, i) => drawn[i][j], fitted[j])),
    covariance: covarianceOf(drawn),
    objective,
    agreeing,
    starts: form.starts.length,
    aicc: aicc(missed, theta.length, delta === Infinity ? 'squares' : 'huber'),
    points,
    residuals,
    predict,
    band: (run) => over((refit) => Math.exp(form.logLoss(run, refit.theta)), predict(run)),
    ring: (run) =>
      over(
        (refit) => lossScale.toLoss(lossScale.ofLog(form.logLoss(run, refit.theta)) + refit.noise),
        predict(run),
      ),
    intervalOf: (quantity) => over((_, i) => quantity(named(drawn[i])), quantity(named(fitted))),
    profile: (name) => profileParameter(form, points, { best, delta, lossScale }, form.symbols.indexOf(name)),
    formula: form.formula(theta),
  };
}

/** A value for each parameter of a form. */
function byName<Name extends string, Value>(
  { symbols }: Pick<LawForm<Name>, 'symbols'>,
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
  const columns = drawn[0].map((_, j) => drawn.map((row) => row[j]));
  return columns.map((one) => columns.map((other) => covariance(one, other)));
}

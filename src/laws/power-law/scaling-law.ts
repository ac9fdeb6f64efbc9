import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { deltaOf } from '../stats/huber.ts';
import type { LossFunction } from '../stats/huber.ts';
import { percentileInterval, refuseReplicates } from '../stats/interval.ts';
import type { Interval, IntervalOptions } from '../stats/interval.ts';
import { quantile } from '../stats/quantile.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { chooseLaw } from './choose-floor.ts';
import type { FloorChoice } from './choose-floor.ts';
import { amplitudeOf, exponentOf, scaleOf } from './constants.ts';
import { formula } from './formula.ts';
import type { LawSymbol } from './formula.ts';
import { averagedLosses, averageForms } from './forms/form-average.ts';
import type { DrawnAverage, FormAverage } from './forms/form-average.ts';
import { floorOf, logLossAt } from './log-curve.ts';
import type { LogCurve } from './log-curve.ts';
import { logSample, placeOf } from './log-sample.ts';
import type { LawPoint, LogSample } from './log-sample.ts';
import { misfitOf } from './misfit/misfit.ts';
import type { Misfit } from './misfit/misfit.ts';
import { fitSample } from './power-law.ts';
import type { PowerLaw } from './power-law.ts';
import { refits } from './refits.ts';
import type { Refit } from './refits.ts';
import { refusePoints } from './refuse-points.ts';

/**
 * A fitted law with its uncertainty. `intervals` and `intervalOf` hold if the law has the form that was chosen. If AICc
 * chose it, `average`, `band` and `ring` hold whether or not there is a floor, or a break: with few values of x no
 * criterion can tell. If a form was asked for, `average` is null and everything holds if the law has that form.
 */
export interface ScalingLaw {
  law: PowerLaw;
  /** The other form on the same points, or why it cannot be fitted. */
  alternative: PowerLaw | Refusal;
  /** The chosen form and the reason, in one or two sentences. */
  reason: string;
  intervals: {
    /** Without a floor its lower end can be negative. The data then do not show that the loss falls. */
    exponent: Interval;
    scale: Interval;
    /** Null for a law without one. */
    floor: Interval | null;
  };
  /** α over both forms; null if a form was asked for. */
  average: FormAverage | null;
  /** Values of x: seeds of one width are one. */
  widths: number;
  /** Tests whether the points follow such a law at all. */
  misfit(): Misfit;
  /** The loss that is expected at a positive x: by the law, or where `ring` averages over forms, their median. */
  expected(x: number): number;
  /** 95 % interval of the curve at a positive x, in nats per token. */
  band(x: number): Interval;
  /** 95 % prediction interval of the loss of one further model at x. */
  ring(x: number): Interval;
  /** 95 % interval of any quantity that the constants determine. */
  intervalOf(quantity: (constants: LawConstants) => number): Interval;
  /** The law as people write it, to three digits, with the symbol of its variable. */
  formula(symbol: LawSymbol): string;
}

/** The constants of L = E + (X_c/x)^α = E + A·x^−α. */
export interface LawConstants {
  /** E; refits may have a negative one. */
  floor: number;
  /** X_c. */
  scale: number;
  /** A = X_c^α. */
  amplitude: number;
  /** α. */
  exponent: number;
}

export interface ScalingLawOptions extends IntervalOptions {
  /** Whether the law has a floor; `auto` (the default) decides by AICc. */
  floor?: FloorChoice;
  /** Huber's loss with δ = 1e-3 (the default), or least squares. */
  criterion?: LossFunction;
  /** Whether `band` and `ring` average over forms; by default they do if the form is chosen by AICc. */
  average?: boolean;
  onProgress?: OnProgress | undefined;
}

/**
 * Fits a power law, with or without a floor, and its 95 % intervals. Points of one x, such as seeds of one width, enter
 * as one: their mean log loss. Their noise is that of widths about the law, so that more seeds of the same widths do not
 * pretend to be more widths. Refuses a law that the points do not determine.
 */
export function fitScalingLaw(
  points: readonly LawPoint[],
  options: ScalingLawOptions = {},
): ScalingLaw | Refusal {
  const { floor = 'auto', criterion = 'huber', replicates = 1000, seed = 1, onProgress } = options;
  const { average = floor === 'auto' } = options;
  const refusal = refuseReplicates(replicates);
  if (refusal) return refusal;
  const sample = logSample(points);
  const fit = (hasFloor: boolean) =>
    refusePoints(points, hasFloor) ?? fitSample(sample, { floor: hasFloor, criterion });
  const choice = chooseLaw(fit(false), fit(true), floor);
  if (isRefusal(choice)) return choice;
  const { law } = choice;
  const drawn = refits(sample, {
    floor: law.hasFloor,
    delta: deltaOf(criterion),
    count: replicates,
    seed,
    onProgress,
  });
  const draws = { law, count: replicates, seed };
  const averaged = average ? averageForms(sample, draws) : null;
  return {
    ...choice,
    intervals: intervals(law, sample, drawn),
    average: averaged?.average ?? null,
    widths: sample.t.length,
    misfit: () => misfitOf(sample, draws),
    ...(averaged ? averagedIntervals(law, sample, averaged) : intervalsOfForm(law, sample, drawn)),
    intervalOf: (quantity) =>
      central(drawn, ({ curve }) => quantity(constantsOf(curve, sample)), quantity(constantsOfLaw(law))),
    formula: (symbol) => formula(law, symbol),
  };
}

type IntervalsAt = Pick<ScalingLaw, 'expected' | 'band' | 'ring'>;

function averagedIntervals(law: PowerLaw, sample: LogSample, { drawn }: DrawnAverage): IntervalsAt {
  const at = (x: number, noise: boolean) =>
    percentileInterval(averagedLosses(placeOf(sample, x), drawn, noise), law.predict(x));
  return {
    expected: (x) => quantile(averagedLosses(placeOf(sample, x), drawn, false).sort(), 1 / 2),
    band: (x) => at(x, false),
    ring: (x) => at(x, true),
  };
}

function intervalsOfForm(law: PowerLaw, sample: LogSample, drawn: readonly Refit[]): IntervalsAt {
  return {
    expected: (x) => law.predict(x),
    band: (x) => bandAt(x, law, sample, drawn),
    ring: (x) => ringAt(x, law, sample, drawn),
  };
}

function constantsOf(curve: LogCurve, sample: LogSample): LawConstants {
  return {
    floor: floorOf(curve),
    scale: scaleOf(curve, sample),
    amplitude: amplitudeOf(curve, sample),
    exponent: exponentOf(curve, sample),
  };
}

function constantsOfLaw({ floor, scale, exponent, predict }: PowerLaw): LawConstants {
  return { floor, scale, amplitude: predict(1) - floor, exponent };
}

function intervals(law: PowerLaw, sample: LogSample, drawn: readonly Refit[]): ScalingLaw['intervals'] {
  const exponent = central(
    drawn,
    ({ curve, step }) => (step ? Infinity : exponentOf(curve, sample)),
    law.exponent,
  );
  const scale = central(drawn, ({ curve }) => scaleOf(curve, sample), law.scale);
  if (!law.hasFloor) return { exponent, scale, floor: null };
  const floor = central(drawn, ({ curve }) => floorOf(curve), law.floor);
  return { exponent: atLeastZero(exponent), scale, floor: atLeastZero(floor) };
}

function bandAt(x: number, law: PowerLaw, sample: LogSample, drawn: readonly Refit[]): Interval {
  const t = placeOf(sample, x);
  return central(drawn, ({ curve }) => Math.exp(logLossAt(curve, t)), law.predict(x));
}

function ringAt(x: number, law: PowerLaw, sample: LogSample, drawn: readonly Refit[]): Interval {
  const t = placeOf(sample, x);
  return central(drawn, ({ curve, noise }) => Math.exp(logLossAt(curve, t) + noise), law.predict(x));
}

function central(drawn: readonly Refit[], quantity: (refit: Refit) => number, estimate: number): Interval {
  return percentileInterval(Float64Array.from(drawn, quantity), estimate);
}

function atLeastZero({ low, high }: Interval): Interval {
  return { low: Math.max(low, 0), high };
}

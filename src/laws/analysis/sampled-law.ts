import type { FormAverage } from '../power-law/forms/form-average.ts';
import { formula } from '../power-law/formula.ts';
import type { LawPoint } from '../power-law/log-sample.ts';
import type { Misfit } from '../power-law/misfit/misfit.ts';
import { fitScalingLaw } from '../power-law/scaling-law.ts';
import type { ScalingLaw, ScalingLawOptions } from '../power-law/scaling-law.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { Interval } from '../stats/interval.ts';
import { logSpaced } from '../stats/log-spaced.ts';
import { heldOutSizes } from './held-out-sizes.ts';
import { unshownPowerLaw } from './unshown.ts';
import type { HeldOutAnalysis } from './held-out-sizes.ts';
import type { LawVariable } from './request.ts';
import type { FittedModel, ModelRef } from './trained-model.ts';

/** A model on a power law. */
export interface LawModel extends FittedModel {
  /** N, D, U or C. */
  readonly x: number;
}

/** A law at one x, with the 95 % band of the curve. */
export interface SampledPoint extends Interval {
  /** N, D, U or C. */
  readonly x: number;
  readonly loss: number;
}

/**
 * The prediction of a run that has not finished, with the 95 % interval of the loss of one model. If AICc chose the form,
 * the prediction is the median over forms and need not lie on the line.
 */
export interface LawRing extends SampledPoint {
  readonly run: string;
}

/** A power law L = E + (X_c/x)^α with its uncertainty, and points to draw it with. */
export interface SampledLaw {
  readonly of: LawVariable;
  readonly hasFloor: boolean;
  /** E; 0 for a law without a floor. */
  readonly floor: number;
  /** X_c. */
  readonly scale: number;
  /** α. */
  readonly exponent: number;
  readonly intervals: {
    /** Of the chosen form. */
    readonly exponent: Interval;
    readonly scale: Interval;
    /** Null for a law without one. */
    readonly floor: Interval | null;
  };
  /** α with and without a floor; null if a form was asked for. */
  readonly average: FormAverage | null;
  /** 95 % interval of α: with or without a floor if AICc chose the form, else of the form that was asked for. */
  readonly exponentInterval: Interval;
  /** Values of x among `models`: seeds of one size are one. */
  readonly widths: number;
  /** Whether the models follow such a law at all. */
  readonly misfit: Misfit;
  /** To three digits, as `L(N) = 1.01 + (1850 / N)^0.436`. */
  readonly formula: string;
  /** The chosen form and the reason, in one or two sentences. */
  readonly reason: string;
  /** The quantity that the fit minimised. */
  readonly objective: number;
  readonly aicc: number;
  /** The other form, or why it cannot be fitted. */
  readonly alternative: { readonly formula: string; readonly aicc: number } | Refusal;
  /** Models that the fit used, ascending in x. */
  readonly models: readonly LawModel[];
  /** Other finished models, which the fit did not use, ascending in x. */
  readonly leftOut: readonly LawModel[];
  /** Ascending in x, evenly spaced on a log axis from the smallest planned run to the largest. */
  readonly samples: readonly SampledPoint[];
  /** The smallest and the largest x among `models`. The law is a guess beyond them. */
  readonly fittedRange: readonly [number, number];
  /** One for each run of the series that has not finished, ascending in x. */
  readonly rings: readonly LawRing[];
  /**
   * The predictions of the largest models by a law that was fitted without them; null if too few sizes would be left.
   */
  readonly heldOut: HeldOutAnalysis | Refusal | null;
}

/** Number of points that a law is drawn with. */
const SAMPLES = 48;

/** The models that a law is fitted to, and the range in which it is drawn. */
export interface LawPlaces {
  of: LawVariable;
  models: readonly (LawPoint & ModelRef)[];
  /** Models that are drawn and not fitted. */
  leftOut: readonly (LawPoint & ModelRef)[];
  /** The smallest and the largest x that is drawn. */
  range: readonly [number, number];
  /** Runs whose loss it predicts. */
  awaited: readonly { run: string; x: number }[];
}

/** Fits a power law and draws it, with its uncertainty, as data. Refuses a law that the models do not determine. */
export function sampledLaw(places: LawPlaces, options: ScalingLawOptions): SampledLaw | Refusal {
  const fit = fitScalingLaw(places.models, options);
  if (isRefusal(fit)) return nameVariable(fit, places.of);
  const unshown = unshownPowerLaw(places.of, fit);
  if (unshown !== null) return unshown;
  return {
    ...describe(fit, places),
    heldOut: heldOutSizes(places.models, fit.law, options.criterion ?? 'huber', fit.average !== null),
  };
}

/** Words of a law with its variable in place of x. */
function nameVariable<Words extends Refusal>(words: Words, of: LawVariable): Words {
  return { ...words, refused: words.refused.replace(/\bx\b/g, of) };
}

function describe(
  fit: ScalingLaw,
  { of, models, leftOut, range, awaited }: LawPlaces,
): Omit<SampledLaw, 'heldOut'> {
  const { law, alternative, average, intervals, reason } = fit;
  const fitted = beside(fit, models);
  return {
    of,
    hasFloor: law.hasFloor,
    floor: law.floor,
    scale: law.scale,
    exponent: law.exponent,
    intervals,
    average,
    exponentInterval: average?.exponent ?? intervals.exponent,
    widths: fit.widths,
    misfit: fit.misfit(),
    formula: fit.formula(of),
    reason: nameVariable({ refused: reason }, of).refused,
    objective: law.objective,
    aicc: law.aicc,
    alternative: isRefusal(alternative)
      ? nameVariable(alternative, of)
      : { formula: formula(alternative, of), aicc: alternative.aicc },
    models: fitted,
    leftOut: beside(fit, leftOut),
    samples: logSpaced(...range, SAMPLES).map((x) => sampleAt(fit, x)),
    fittedRange: [fitted[0].x, fitted[fitted.length - 1].x],
    rings: awaited.map((place) => ringAt(fit, place)).toSorted((a, b) => a.x - b.x),
  };
}

function beside({ law }: ScalingLaw, models: LawPlaces['models']): LawModel[] {
  return models
    .map((model) => {
      const predicted = law.predict(model.x);
      return { ...model, predicted, residual: Math.log(model.loss / predicted) };
    })
    .toSorted((a, b) => a.x - b.x || a.loss - b.loss);
}

function sampleAt({ law, band }: ScalingLaw, x: number): SampledPoint {
  return { x, loss: law.predict(x), ...band(x) };
}

function ringAt({ expected, ring }: ScalingLaw, { run, x }: { run: string; x: number }): LawRing {
  return { run, x, loss: expected(x), ...ring(x) };
}

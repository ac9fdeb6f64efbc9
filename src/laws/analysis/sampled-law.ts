import { formula } from '../power-law/formula.ts';
import type { LawPoint } from '../power-law/log-sample.ts';
import { fitScalingLaw } from '../power-law/scaling-law.ts';
import type { ScalingLaw, ScalingLawOptions } from '../power-law/scaling-law.ts';
import { isRefusal } from '../refusal.ts';
import { logSpaced } from '../stats/log-spaced.ts';
import { heldOutSizes } from './held-out-sizes.ts';
import type { LawModel, LawRing, LawSample, LawVariable, ModelRef, SampledLaw } from './request.ts';

/** Places at which a law is drawn. */
const SAMPLES = 48;

/** What a law is fitted to, and where it is drawn. */
export interface LawPlaces {
  of: LawVariable;
  models: readonly (LawPoint & ModelRef)[];
  /** Others to set beside it. */
  leftOut: readonly (LawPoint & ModelRef)[];
  /** The least and the greatest x at which it is drawn. */
  range: readonly [number, number];
  /** Runs of which it foretells the loss. */
  awaited: readonly { run: string; x: number }[];
}

/** Fits a power law and draws it, with its uncertainty, as data; refuses what the models do not determine. */
export function sampledLaw(places: LawPlaces, options: ScalingLawOptions): SampledLaw | { refused: string } {
  const fit = fitScalingLaw(
    places.models.map(({ x, loss }) => ({ x, loss })),
    options,
  );
  if (isRefusal(fit)) return fit;
  return { ...describe(fit, places), heldOut: heldOutSizes(places.models, fit.law, options.loss ?? 'huber') };
}

function describe(
  fit: ScalingLaw,
  { of, models, leftOut, range, awaited }: LawPlaces,
): Omit<SampledLaw, 'heldOut'> {
  const { law, alternative, intervals, reason } = fit;
  const fitted = beside(fit, models);
  return {
    of,
    hasFloor: law.hasFloor,
    floor: law.floor,
    scale: law.scale,
    exponent: law.exponent,
    intervals,
    formula: fit.formula(of),
    reason,
    objective: law.objective,
    aicc: law.aicc,
    alternative: isRefusal(alternative)
      ? alternative
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

function sampleAt({ law, band }: ScalingLaw, x: number): LawSample {
  return { x, loss: law.predict(x), ...band(x) };
}

function ringAt({ law, ring }: ScalingLaw, { run, x }: { run: string; x: number }): LawRing {
  return { run, x, loss: law.predict(x), ...ring(x) };
}

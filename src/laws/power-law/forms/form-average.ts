import { percentileInterval } from '../../stats/interval.ts';
import type { Estimate, Interval } from '../../stats/interval.ts';
import { quantile } from '../../stats/quantile.ts';
import { drawCurves } from './draw-curves.ts';
import type { DrawnCurve } from './draw-curves.ts';
import { formWords } from './form-words.ts';
import { bendOfCurve, shapedAt } from './law-shape.ts';
import type { LawForm } from './law-shape.ts';
import type { LogSample } from '../log-sample.ts';
import type { PowerLaw } from '../power-law.ts';
import { modelNoise } from '../refits.ts';
import { FORMS, restrict, weighShapes } from './weigh-shapes.ts';

/**
 * What the data say if the form of the law is not known: a weighted average over laws without a floor, laws with one,
 * and laws with a break (`weighShapes`). Its intervals hold whichever of these is true.
 */
export interface FormAverage {
  /** The probability of each form; they sum to 1. */
  shares: Readonly<Record<LawForm, number>>;
  /** α without a floor, and α if there is one: each with the 95 % interval that holds if the form does. */
  exponents: { pure: Estimate; floor: Estimate };
  /** 95 % interval of α, with or without a floor. */
  exponent: Interval;
  /** α by both forms, in a sentence; empty if there are many sizes and they show the form. */
  words: string;
}

/** The average over forms, and the curves that it is made of. */
export interface DrawnAverage {
  average: FormAverage;
  drawn: readonly DrawnCurve[];
}

/** Averages over forms with as many draws as the refits of one form. */
export function averageForms(
  sample: LogSample,
  { law, count, seed }: { law: PowerLaw; count: number; seed: number },
): DrawnAverage {
  const weighed = weighShapes(sample);
  const draws = (forms: readonly LawForm[]) =>
    drawCurves(restrict(weighed, forms), { count, seed, seedNoise: modelNoise(sample) });
  const exponentsOf = (forms: readonly LawForm[]) =>
    Float64Array.from(draws(forms), (curve) => bendOfCurve(curve) / sample.range);
  const [pure, floor] = (['pure', 'floor'] as const).map((form) => {
    const values = exponentsOf([form]).sort();
    const value = law.hasFloor === (form === 'floor') ? law.exponent : quantile(values, 1 / 2);
    return { value, ...percentileInterval(values, value) };
  });
  const exponents = { pure, floor };
  const exponent = percentileInterval(exponentsOf(['pure', 'floor']), law.exponent);
  const known = { shares: weighed.shares, exponents, exponent };
  return {
    average: { ...known, words: formWords(known, sample.t.length) },
    drawn: draws(FORMS),
  };
}

/** The loss at the place t by each curve, with `noise` that of one further model. */
export function averagedLosses(t: number, drawn: readonly DrawnCurve[], noise: boolean): Float64Array {
  return Float64Array.from(drawn, (curve) => Math.exp(shapedAt(curve, t) + (noise ? curve.noise : 0)));
}

import type { Refusal } from '../../refusal.ts';
import { percentileInterval } from '../../stats/interval.ts';
import type { Estimate } from '../../stats/interval.ts';
import { quantile } from '../../stats/quantile.ts';
import { drawCurves } from '../forms/draw-curves.ts';
import { slopesOf } from '../forms/law-shape.ts';
import type { LogSample } from '../log-sample.ts';
import { restrict } from '../forms/weigh-shapes.ts';
import type { WeighedShapes } from '../forms/weigh-shapes.ts';

/** Two power laws that meet: the regimes of a law that breaks. Each number is a median with its 95 % interval. */
export interface BrokenLaw {
  /** The value of x at which the exponent changes. */
  at: Estimate;
  /** α before and after. */
  before: Estimate;
  after: Estimate;
}

/** Three widths for each of the two lines. */
const LEAST_WIDTHS = 6;

/** The law with one break, which holds if the data are of that form. */
export function brokenLaw(
  { t, origin, range }: LogSample,
  weighed: WeighedShapes,
  { count, seed }: { count: number; seed: number },
): BrokenLaw | Refusal {
  if (t.length < LEAST_WIDTHS)
    return { refused: `a law with a break needs at least ${LEAST_WIDTHS} values of x: ${t.length}` };
  const drawn = drawCurves(restrict(weighed, ['broken']), { count, seed, seedNoise: 0 });
  const pieces = drawn.flatMap(({ shape, fall }) => {
    if (shape.form !== 'broken') return [];
    const [before, after] = slopesOf(shape.knot, shape.turn, fall);
    return { at: Math.exp(origin + range * shape.knot), before: before / range, after: after / range };
  });
  const estimate = (name: 'at' | 'before' | 'after'): Estimate => {
    const values = Float64Array.from(pieces, (piece) => piece[name]).sort();
    const value = quantile(values, 1 / 2);
    return { value, ...percentileInterval(values, value) };
  };
  return { at: estimate('at'), before: estimate('before'), after: estimate('after') };
}

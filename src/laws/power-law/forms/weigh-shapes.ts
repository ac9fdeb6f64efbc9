import { fitShape } from './fit-shape.ts';
import type { ShapeFit } from './fit-shape.ts';
import type { LawForm, LawShape } from './law-shape.ts';
import type { LogSample } from '../log-sample.ts';
import { meanDeviation } from '../refits.ts';
import { NoisePosterior } from './noise-posterior.ts';
import { refineGrid } from './refine-grid.ts';

/** A fitted shape and its probability. */
export interface WeighedShape {
  fit: ShapeFit;
  /** Log of the probability, up to a constant. */
  log: number;
  weight: number;
}

/** Every shape of the forms that were asked for, weighed by prior and likelihood. */
export interface WeighedShapes {
  /** Weights sum to 1. */
  shapes: readonly WeighedShape[];
  /** The probability of each form. */
  shares: Readonly<Record<LawForm, number>>;
  noise: NoisePosterior;
}

/**
 * How likely each form is before the data are seen. Most laws over little range are straight or have a floor; a break
 * is rare, and a sweep must show it.
 */
export const PRIOR: Readonly<Record<LawForm, number>> = { pure: 0.42, floor: 0.56, broken: 0.02 };

/** All of them. */
export const FORMS: readonly LawForm[] = ['pure', 'floor', 'broken'];

const SHARES = 24;
const KNOTS = 20;
const TURNS = 12;
/** The log of the turn of a broken law is normal with this deviation: a factor of 2.5. */
const TURN_DEVIATION = Math.log(2.5);
const MOST_TURN = 2;
const NORMAL_DENSITY = 1 / Math.sqrt(2 * Math.PI);

/**
 * Fits every shape and weighs it by the laws of probability (Hoeting et al. 1999, Bayesian model averaging), with
 * start and fall free and flat. The share of the loss that is floor has a prior that rises linearly to 1, because the
 * floors of trained models are a large part of their loss. Shapes form a grid, which is refined where they are likely.
 */
export function weighShapes(sample: LogSample): WeighedShapes {
  const noise = new NoisePosterior(sample.t.length - 2, meanDeviation(sample));
  const straight = fitShape({ form: 'pure' }, sample, 0);
  const fitAt = (shape: LawShape, prior: number) => {
    const fit = fitShape(shape, sample, straight.fall);
    const log = Math.log(prior) + fit.logVolume + noise.logLikelihood(fit.squares);
    return { fit, log: Number.isFinite(log) ? log : -Infinity };
  };
  const found: Record<LawForm, () => { fit: ShapeFit; log: number }[]> = {
    pure: () => [fitAt({ form: 'pure' }, PRIOR.pure)],
    floor: () =>
      refineGrid([{ low: 0, high: 1, count: SHARES }], ([floorShare], volume) =>
        fitAt({ form: 'floor', share: floorShare }, PRIOR.floor * 2 * floorShare * volume),
      ),
    broken: () =>
      refineGrid(
        [
          { low: 0, high: 1, count: KNOTS },
          { low: -MOST_TURN, high: MOST_TURN, count: TURNS },
        ],
        ([knot, turn], volume) =>
          fitAt(
            { form: 'broken', knot, turn: Math.exp(turn * TURN_DEVIATION) },
            PRIOR.broken * NORMAL_DENSITY * Math.exp((-turn * turn) / 2) * volume,
          ),
      ),
  };
  return { ...normalised(FORMS.flatMap((form) => found[form]())), noise };
}

/** The same shapes of some forms only. */
export function restrict({ shapes, noise }: WeighedShapes, forms: readonly LawForm[]): WeighedShapes {
  return { ...normalised(shapes.filter(({ fit }) => forms.includes(fit.shape.form))), noise };
}

function normalised(fits: readonly { fit: ShapeFit; log: number }[]): Omit<WeighedShapes, 'noise'> {
  const most = fits.reduce((best, { log }) => Math.max(best, log), -Infinity);
  const sum = fits.reduce((total, { log }) => total + Math.exp(log - most), 0);
  const shapes = fits.map(({ fit, log }) => ({ fit, log, weight: Math.exp(log - most) / sum }));
  const shares = { pure: 0, floor: 0, broken: 0 };
  for (const { fit, weight } of shapes) shares[fit.shape.form] += weight;
  return { shapes, shares };
}

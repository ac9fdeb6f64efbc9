import type { Refusal } from '../refusal.ts';
import { solveByCholesky } from '../stats/cholesky.ts';
import { differenceOf } from '../stats/difference.ts';
import type { Estimate, Interval } from '../stats/interval.ts';
import { mean } from '../stats/mean.ts';
import { fitParabola, parabolaAt, vertexOf, type Parabola } from '../stats/parabola.ts';
import { studentQuantile } from '../stats/student.ts';

/** A model that was trained at a learning rate. */
export interface RateTrial {
  readonly rate: number;
  /** Final loss; not finite if the model diverged. */
  readonly loss: number;
}

/** The models of one rate. */
export interface TriedRate {
  readonly rate: number;
  /** Mean final loss without models that diverged; NaN if all did. */
  readonly loss: number;
  readonly models: number;
  readonly diverged: number;
}

/** The best rate of one model, from a parabola of its loss over the log of the rate. */
export interface BestRate {
  /** With its 95 % interval: an end is 0 or ∞ if the losses do not bound it. */
  readonly rate: Estimate;
  /** Where the best rate lies, as far as its whole interval says it. */
  readonly place: 'inside' | 'below' | 'above' | 'unclear';
  /** The loss that the parabola has at its minimum; null if it has none. */
  readonly loss: number | null;
  /** The rates that the parabola is fitted to. */
  readonly window: Interval;
  /** The parabola over its window, ascending in rate. */
  readonly samples: readonly { readonly rate: number; readonly loss: number }[];
}

/** Rates in the parabola: farther from the best one, loss is no parabola. */
const WINDOW = 5;
const LEAST_RATES = 4;
const SAMPLES = 40;

/** The rates of some models, ascending. Rates closer than a millionth are one. */
export function triedRates(trials: readonly RateTrial[]): TriedRate[] {
  const byRate = new Map<string, RateTrial[]>();
  for (const trial of trials) {
    const key = trial.rate.toPrecision(6);
    byRate.set(key, [...(byRate.get(key) ?? []), trial]);
  }
  return Array.from(byRate.values(), (models) => {
    const losses = models.map(({ loss }) => loss).filter(Number.isFinite);
    return {
      rate: models[0].rate,
      loss: mean(losses),
      models: models.length,
      diverged: models.length - losses.length,
    };
  }).toSorted((a, b) => a.rate - b.rate);
}

/**
 * The best learning rate: the minimum of a parabola of least squares through the losses at the five rates about the lowest
 * mean loss. Its interval is Fieller's: all rates at which the slope of the parabola may be 0 (95 %).
 */
export function bestRate(trials: readonly RateTrial[]): BestRate | Refusal {
  const sound = triedRates(trials).filter(({ diverged }) => diverged === 0);
  if (sound.length < LEAST_RATES)
    return {
      refused: `a best rate needs at least ${LEAST_RATES} rates at which no model diverged; there are ${sound.length}`,
    };
  const window = windowOf(sound);
  const used = trials.filter(({ rate, loss }) => Number.isFinite(loss) && isWithin(rate, window));
  const x = used.map(({ rate }) => Math.log(rate));
  const y = used.map(({ loss }) => loss);
  if (x.length < LEAST_RATES)
    return { refused: 'a best rate needs more models than a parabola has constants' };
  const parabola = fitParabola(x, y);
  const slope = slopeTest(parabola, x, y);
  const tried = { low: sound[0].rate, high: sound[sound.length - 1].rate };
  const { low, high } = slope.rootInterval;
  const vertex = vertexOf(parabola);
  return {
    rate: { value: Math.exp(vertex), low: Math.exp(low), high: Math.exp(high) },
    place: placeOf(slope, tried),
    loss: Number.isNaN(vertex) ? null : parabolaAt(parabola, vertex),
    window,
    samples: samplesOf(parabola, window),
  };
}

/** The rates about the one with the lowest mean loss; fewer on one side at an end. */
function windowOf(sound: readonly TriedRate[]): Interval {
  const losses = sound.map(({ loss }) => loss);
  const best = losses.indexOf(Math.min(...losses));
  const count = Math.min(WINDOW, sound.length);
  const start = Math.max(0, Math.min(sound.length - count, best - Math.floor(WINDOW / 2)));
  return { low: sound[start].rate, high: sound[start + count - 1].rate };
}

function isWithin(rate: number, { low, high }: Interval): boolean {
  return rate >= low * (1 - 1e-6) && rate <= high * (1 + 1e-6);
}

interface SlopeTest {
  /** The log rates at which the slope may be 0; −∞ and ∞ if they are not bounded. */
  readonly rootInterval: Interval;
  /** 1 or −1 if the slope at a log rate surely rises or falls; else 0. */
  signAt(x: number): number;
}

/** Fieller's method on the slope of a parabola, which is linear in two of its coefficients. */
function slopeTest(parabola: Parabola, x: readonly number[], y: readonly number[]): SlopeTest {
  const { coefficients, centre, halfRange } = parabola;
  const freedom = x.length - 3;
  const rest = x.reduce((sum, place, i) => sum + (y[i] - parabolaAt(parabola, place)) ** 2, 0);
  const t = studentQuantile(0.975, freedom) ** 2 * (rest / freedom);
  const [v11, v12, v22] = covarianceOf(x.map((place) => (place - centre) / halfRange)).map((v) => t * v);
  const [, c1, c2] = coefficients;
  const a = 4 * (c2 ** 2 - v22);
  const b = 4 * (c1 * c2 - v12);
  const c = c1 ** 2 - v11;
  const root = Math.sqrt(Math.max(0, b ** 2 - 4 * a * c));
  const isBounded = c2 > 0 && a > 0;
  return {
    rootInterval: isBounded
      ? {
          low: centre + (halfRange * (-b - root)) / (2 * a),
          high: centre + (halfRange * (-b + root)) / (2 * a),
        }
      : { low: -Infinity, high: Infinity },
    signAt: (place) => {
      const u = (place - centre) / halfRange;
      const value = c1 + 2 * c2 * u;
      return value ** 2 > v11 + 4 * u * v12 + 4 * u ** 2 * v22 ? Math.sign(value) : 0;
    },
  };
}

/** The covariances of the linear and the quadratic coefficient, in units of the variance of one loss. */
function covarianceOf(u: readonly number[]): [v11: number, v12: number, v22: number] {
  const normal = new Float64Array(9);
  for (const place of u)
    for (let j = 0; j < 3; j++) for (let k = 0; k < 3; k++) normal[j * 3 + k] += place ** (j + k);
  const linear = Float64Array.of(0, 1, 0);
  const quadratic = Float64Array.of(0, 0, 1);
  solveByCholesky(Float64Array.from(normal), linear);
  solveByCholesky(Float64Array.from(normal), quadratic);
  return [linear[1], linear[2], quadratic[2]];
}

/** Inside if the whole interval is; outside if loss surely falls, or surely rises, over all rates of the fit. */
function placeOf({ rootInterval, signAt }: SlopeTest, tried: Interval): BestRate['place'] {
  const { low, high } = rootInterval;
  const [least, most] = [Math.log(tried.low), Math.log(tried.high)];
  if (low >= least && high <= most) return 'inside';
  if (signAt(least) > 0 && signAt(most) > 0) return 'below';
  return signAt(least) < 0 && signAt(most) < 0 ? 'above' : 'unclear';
}

function samplesOf(parabola: Parabola, { low, high }: Interval): BestRate['samples'] {
  const [first, last] = [Math.log(low), Math.log(high)];
  return Array.from({ length: SAMPLES }, (_, i) => {
    const x = first + ((last - first) * i) / (SAMPLES - 1);
    return { rate: Math.exp(x), loss: parabolaAt(parabola, x) };
  });
}

/** The ratio of two best rates with its 95 % interval, from the intervals of both on logs. */
export function rateRatio(first: Estimate, second: Estimate): Estimate {
  const { value, low, high } = differenceOf(logs(first), logs(second));
  return { value: Math.exp(value), low: Math.exp(low), high: Math.exp(high) };
}

function logs({ value, low, high }: Estimate): Estimate {
  return { value: Math.log(value), low: Math.log(low), high: Math.log(high) };
}

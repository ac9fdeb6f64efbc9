import { formatNumber } from '../format-number.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { LOG_SCALE } from '../regression/loss-scale.ts';
import type { Profile } from '../regression/profile-likelihood.ts';
import { profileSurface } from '../regression/profile-parameter.ts';
import { deltaOf } from '../stats/huber.ts';
import type { LossFunction } from '../stats/huber.ts';
import type { Interval } from '../stats/interval.ts';
import { FloorForm } from './floor-form.ts';
import type { LawPoint } from './log-sample.ts';
import { fitPowerLaw } from './power-law.ts';

/** A floor of 0 has no logarithm; this share of the least loss stands in for it. */
const NO_FLOOR = 1e-3;

/**
 * The profile likelihood of the floor E of L = E + (X_c/x)^α, in nats per token, and in words whether these points can
 * tell a floor from none. It takes points to be independent and their noise to be normal.
 */
export function profileFloor(points: readonly LawPoint[], loss: LossFunction = 'huber'): Profile | Refusal {
  const law = fitPowerLaw(points, { floor: true, loss });
  if (isRefusal(law)) return law;
  const least = Math.min(...points.map((point) => point.loss));
  const form = new FloorForm(law, Math.max(law.floor, NO_FLOOR * least));
  const runs = law.points.map(({ x, loss: value }) => ({ parameters: x, tokens: 1, loss: value }));
  const [start] = form.starts;
  const best = { theta: Float64Array.from(start), objective: law.objective, converged: true };
  const fitted = { best, delta: deltaOf(loss), lossScale: LOG_SCALE };
  const profile = profileSurface(form, runs, fitted, form.symbols.indexOf('E'));
  const low = law.floor > 0 ? profile.low : 0;
  const words = wordsOf({ low, high: profile.high }, points.length);
  return { ...profile, name: 'the floor', value: law.floor, low, words };
}

function wordsOf({ low, high }: Interval, runs: number): string {
  if (low > 0)
    return `These ${runs} runs have a floor: it lies between ${formatNumber(low)} and ${formatNumber(high)} nats per token, with 95 % confidence.`;
  return `These ${runs} runs cannot tell a floor from none: any from 0 to ${formatNumber(high)} nats per token fits, with 95 % confidence.`;
}

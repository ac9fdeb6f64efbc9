import { fallDone, fallDoneByBend } from './log-curve.ts';
import type { LogCurve } from './log-curve.ts';

/** Derivatives of log loss by start, fall and bend at every point. */
export function tangentsOf({ fall, bend }: LogCurve, t: Float64Array, floor: boolean): Float64Array[] {
  const ones = new Float64Array(t.length).fill(1);
  if (!floor) return [ones, t];
  const share = -Math.expm1(-fall);
  const done = t.map((place) => fallDone(bend, place));
  const byFall = done.map((value) => value / (1 - share * value));
  const byBend = t.map((place, i) => fallDoneByBend(bend, place, done[i]) / (1 - share * done[i]));
  return [ones, byFall, byBend];
}

import { normals } from '../../stats/normals.ts';
import { orthonormal } from '../../stats/residual-scale.ts';
import { bendNoise } from '../bend-noise.ts';
import { fitBent, fitStraight } from '../fit-curve.ts';
import { logLossAt } from '../log-curve.ts';
import type { LogSample } from '../log-sample.ts';
import { tangentsOf } from '../tangents.ts';

/** Sweeps of noise that the residuals are compared with. */
const SWEEPS = 999;
/** With fewer residuals to spare, every one of them is a trend. */
const LEAST_FREEDOM = 2;

/**
 * Tests whether the residuals of a form, fitted by least squares, follow each other: von Neumann's test (1941), by the
 * size of the residuals over how far each lies from the line between its neighbours. It is compared with the residuals
 * of noise, from which the form's tangents have taken their part.
 *
 * @returns the probability of such a trend in noise; null if too few widths are left
 */
export function trendChance(sample: LogSample, floor: boolean, seed: number): number | null {
  const { t, y, weights } = sample;
  if (t.length < (floor ? 3 : 2) + LEAST_FREEDOM) return null;
  const curve = floor ? fitBent(sample, Infinity).lawful.curve : fitStraight(sample, Infinity).curve;
  const roots = weights.map(Math.sqrt);
  const tangents = orthonormal(
    tangentsOf(curve, t, floor).map((tangent) => tangent.map((slope, i) => roots[i] * slope)),
  );
  const seen = trendOf(
    t,
    y.map((value, i) => roots[i] * (value - logLossAt(curve, t[i]))),
  );
  const normal = normals(seed);
  const errors = new Float64Array(t.length);
  let larger = 0;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let i = 0; i < errors.length; i++) errors[i] = normal();
    for (const tangent of tangents) takeOut(errors, tangent);
    if (trendOf(t, errors) >= seen) larger++;
  }
  return (1 + larger) / (1 + SWEEPS);
}

function trendOf(t: Float64Array, residuals: Float64Array): number {
  const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
  return squares / bendNoise(t, residuals).squares;
}

function takeOut(errors: Float64Array, tangent: Float64Array): void {
  let part = 0;
  for (let i = 0; i < errors.length; i++) part += errors[i] * tangent[i];
  for (let i = 0; i < errors.length; i++) errors[i] -= part * tangent[i];
}

import { huber } from '../stats/huber.ts';
import { fallDone, fallDoneByBend } from './log-curve.ts';
import type { LogCurve } from './log-curve.ts';
import { NormalEquations } from './normal-equations.ts';

/** The largest bend: the curve is a step, and all but this share of its fall lies in one gap between points. */
const STEP = 1e-4;
const LEAST_DAMPING = 1e-4;
const MOST_DAMPING = 1e4;
const MOST_STEPS = 300;

export interface FitterOptions {
  /** False for the pure power law, whose bend equals its fall. */
  floor: boolean;
  /** A descent ends when a step promises less than this share of the objective. */
  tolerance: number;
  /** What each point counts; 1 for all if left out. */
  weights?: Float64Array;
}

/**
 * Fits a curve to log losses by damped Newton steps on Huber's loss. The buffers are made once: the same fitter refits
 * a thousand replicates without allocating. Steps leave out the curvature of the model (Gauss–Newton).
 */
export class CurveFitter {
  readonly leastBend: number;
  readonly mostBend: number;

  private start = 0;
  private fall = 0;
  private bend = 0;
  private readonly t: Float64Array;
  private readonly weights: Float64Array;
  private readonly options: FitterOptions;
  private readonly equations = new NormalEquations();
  private readonly room = { least: 0, most: 0 };
  // At each point: K, 1 − (1 − e^−fall)·K, and y minus the curve.
  private readonly done: Float64Array;
  private readonly left: Float64Array;
  private readonly residuals: Float64Array;

  /** @param t places of the points, ascending from 0 to 1 */
  constructor(t: Float64Array, options: FitterOptions) {
    this.t = t;
    this.options = options;
    this.weights = options.weights ?? new Float64Array(t.length).fill(1);
    this.done = new Float64Array(t.length);
    this.left = new Float64Array(t.length);
    this.residuals = new Float64Array(t.length);
    const firstGap = t.find((value) => value > 0) ?? 1;
    const lastGap = 1 - (t.findLast((value) => value < 1) ?? 0);
    this.mostBend = -Math.log(STEP) / firstGap;
    this.leastBend = Math.log(STEP) / lastGap;
  }

  /** The current curve. */
  curve(): LogCurve {
    return { start: this.start, fall: this.fall, bend: this.options.floor ? this.bend : this.fall };
  }

  /** Makes `curve` the current one, from which the next descent starts. */
  place(curve: LogCurve): void {
    this.start = curve.start;
    this.fall = curve.fall;
    this.bend = Math.min(Math.max(curve.bend, this.leastBend), this.mostBend);
  }

  /**
   * Goes from the current curve to least squares and then, for a finite δ, through larger δ to Huber's loss. The
   * result does not depend on the start, even if Huber's loss is flat at its minimum.
   *
   * @param y log losses
   * @param bendFree false holds the bend
   * @returns the objective: Huber's loss summed; half the summed squares for δ = ∞
   */
  fit(y: Float64Array, delta: number, bendFree = true): number {
    const squares = this.descend(y, Infinity, bendFree);
    if (delta === Infinity) return squares;
    let largest = 0;
    for (let i = 0; i < y.length; i++) largest = Math.max(largest, Math.abs(this.residuals[i]));
    for (let level = largest / 2; level > delta; level /= 4) this.descend(y, level, bendFree);
    return this.descend(y, delta, bendFree);
  }

  /** Goes from the current curve to a minimum near it; returns the objective. */
  descend(y: Float64Array, delta: number, bendFree = true): number {
    const { equations, options } = this;
    let objective = this.measure(y, delta, this.start, this.fall, this.bend);
    let damping = LEAST_DAMPING;
    for (let step = 0; step < MOST_STEPS; step++) {
      this.linearise(delta, bendFree);
      let next = Infinity;
      for (; damping < MOST_DAMPING; damping *= 10) {
        const promise = equations.solve(damping, this.room);
        if (!(promise > options.tolerance * objective)) return this.settle(y, delta, objective);
        next = this.measureStep(y, delta);
        if (next < objective) break;
      }
      if (!(next < objective)) return this.settle(y, delta, objective);
      objective = next;
      this.start += equations.stepStart;
      this.fall += equations.stepFall;
      this.bend += equations.stepBend;
      damping = Math.max(LEAST_DAMPING, damping / 10);
    }
    return objective;
  }

  /** Restores the residuals of the current curve, because a rejected step may have overwritten them. */
  private settle(y: Float64Array, delta: number, objective: number): number {
    this.measure(y, delta, this.start, this.fall, this.bend);
    return objective;
  }

  private measureStep(y: Float64Array, delta: number): number {
    const { stepStart, stepFall, stepBend } = this.equations;
    return this.measure(y, delta, this.start + stepStart, this.fall + stepFall, this.bend + stepBend);
  }

  /** The objective of a curve; leaves its residuals. */
  private measure(y: Float64Array, delta: number, start: number, fall: number, bend: number): number {
    const { t, weights, left, done, residuals } = this;
    const floor = this.options.floor;
    const share = -Math.expm1(-fall);
    const whole = Math.expm1(-bend);
    let objective = 0;
    for (let i = 0; i < t.length; i++) {
      if (floor) {
        done[i] = fallDone(bend, t[i], whole);
        left[i] = 1 - share * done[i];
        residuals[i] = y[i] - start - Math.log(left[i]);
      } else {
        residuals[i] = y[i] - start + fall * t[i];
      }
      objective += weights[i] * huber(residuals[i], delta);
    }
    return objective;
  }

  /** Sums the equations at the curve measured last, which must be the current one. */
  private linearise(delta: number, bendFree: boolean): void {
    const { t, weights, left, done, residuals, equations, bend } = this;
    const { floor } = this.options;
    const rest = Math.exp(-this.fall);
    const whole = Math.expm1(-bend);
    equations.clear();
    for (let i = 0; i < t.length; i++) {
      const byFall = floor ? (-rest * done[i]) / left[i] : -t[i];
      const byBend = floor ? ((rest - 1) * fallDoneByBend(bend, t[i], done[i], whole)) / left[i] : 0;
      equations.add(residuals[i], delta, byFall, byBend, weights[i]);
    }
    const free = floor && bendFree;
    this.room.least = free ? this.leastBend - bend : 0;
    this.room.most = free ? this.mostBend - bend : 0;
  }
}

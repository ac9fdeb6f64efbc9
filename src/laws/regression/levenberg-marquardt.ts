import { solveByCholesky } from '../stats/cholesky.ts';
import { huber } from '../stats/huber.ts';
import type { Measured, RunSize, LawForm } from './form.ts';
import { LOG_SCALE } from './loss-scale.ts';
import type { LossScale } from './loss-scale.ts';
import type { SoftConstraint } from './soft-constraint.ts';

/** Where a descent ended. */
export interface FormFit {
  theta: Float64Array;
  /** Huber's loss summed over runs; half the summed squares for δ = ∞. */
  objective: number;
  /** Whether no further step promises a lower objective. */
  converged: boolean;
}

const LEAST_DAMPING = 1e-9;
const MOST_DAMPING = 1e9;
const MOST_STEPS = 400;
/** A descent has converged when a step promises less than this share of the objective. */
const TOLERANCE = 1e-13;
/** A promised decrease below this is rounding: 10⁻⁹ of log loss, squared. */
const LEAST_PROMISE = 1e-18;
/** In squared slopes per run. It keeps the steps of a coefficient small if no run depends on it. */
const LEAST_SLOPE = 1e-9;

/**
 * Fits a form to losses by damped Newton steps on the weighted sum of Huber's loss (Levenberg–Marquardt's damping). The
 * Hessian is exact, because in a flat valley, where no residual is within δ, only the curvature of the model is left. The
 * buffers are made once: the same fitter refits a thousand bootstrap samples without allocating.
 */
export class LevenbergMarquardt<Size extends object = RunSize> {
  private readonly form: LawForm<string, Size>;
  private readonly points: readonly Measured<Size>[];
  private readonly lossScale: LossScale;
  private readonly y: Float64Array;
  private readonly residuals: Float64Array;
  private readonly theta: Float64Array;
  private readonly tried: Float64Array;
  private readonly step: Float64Array;
  private readonly slopes: Float64Array;
  private readonly curvature: Float64Array;
  // Of the objective: its downhill gradient, its Hessian, the squared slopes that scale the damping, and a copy to solve in.
  private readonly pull: Float64Array;
  private readonly hessian: Float64Array;
  private readonly scale: Float64Array;
  private readonly damped: Float64Array;

  private constraint: SoftConstraint | null = null;

  constructor(form: LawForm<string, Size>, points: readonly Measured<Size>[], lossScale = LOG_SCALE) {
    const n = form.symbols.length;
    this.form = form;
    this.points = points;
    this.lossScale = lossScale;
    this.y = Float64Array.from(points, ({ loss }) => lossScale.of(loss));
    this.residuals = new Float64Array(points.length);
    this.theta = new Float64Array(n);
    this.tried = new Float64Array(n);
    this.step = new Float64Array(n);
    this.slopes = new Float64Array(n);
    this.curvature = new Float64Array(n * n);
    this.pull = new Float64Array(n);
    this.hessian = new Float64Array(n * n);
    this.scale = new Float64Array(n);
    this.damped = new Float64Array(n * n);
  }

  /** Sets the losses to fit, one for each run, on the scale of the fitter. */
  replaceLosses(places: Float64Array): void {
    this.y.set(places);
  }

  /** Adds a constraint to the objective. */
  constrain(constraint: SoftConstraint): void {
    this.constraint = constraint;
  }

  /**
   * Goes from coefficients to a minimum near them.
   *
   * @param weights how often each run counts
   * @param delta of Huber's loss, ∞ for least squares
   */
  refine(start: ArrayLike<number>, weights: Float64Array, delta: number): FormFit {
    this.theta.set(start);
    return this.descend(weights, delta);
  }

  private descend(weights: Float64Array, delta: number): FormFit {
    let objective = this.measure(this.theta, weights, delta);
    let damping = LEAST_DAMPING;
    for (let count = 0; count < MOST_STEPS; count++) {
      this.linearise(weights, delta);
      let next = Infinity;
      for (; damping <= MOST_DAMPING; damping *= 10) {
        const promise = this.solve(damping);
        if (promise <= TOLERANCE * objective + LEAST_PROMISE)
          return this.end(weights, delta, objective, true);
        next = this.measure(this.tried, weights, delta);
        if (next < objective) break;
      }
      if (!(next < objective)) return this.end(weights, delta, objective, true);
      objective = next;
      this.theta.set(this.tried);
      damping = Math.max(LEAST_DAMPING, damping / 100);
    }
    return this.end(weights, delta, objective, false);
  }

  /** Restores the residuals of the coefficients reached, because a rejected step may have overwritten them. */
  private end(weights: Float64Array, delta: number, objective: number, converged: boolean): FormFit {
    this.measure(this.theta, weights, delta);
    return { theta: this.theta.slice(), objective, converged };
  }

  /** The objective at θ, or ∞ if it is not a number; leaves the residuals. */
  private measure(theta: Float64Array, weights: Float64Array, delta: number): number {
    const { form, points, y, residuals, lossScale } = this;
    let objective = 0;
    for (let i = 0; i < y.length; i++) {
      if (weights[i] === 0) continue;
      residuals[i] = y[i] - lossScale.ofLog(form.logLoss(points[i], theta));
      objective += weights[i] * huber(residuals[i], delta);
    }
    objective += this.constraint?.penalty(theta) ?? 0;
    return Number.isNaN(objective) ? Infinity : objective;
  }

  /** Sums the gradient and the Hessian of the objective at the current coefficients. */
  private linearise(weights: Float64Array, delta: number): void {
    const { form, points, y, theta, slopes, curvature, lossScale } = this;
    this.pull.fill(0);
    this.hessian.fill(0);
    this.scale.fill(0);
    for (let i = 0; i < y.length; i++) {
      if (weights[i] === 0) continue;
      const logLoss = form.derivatives(points[i], theta, slopes, curvature);
      this.add(y[i] - lossScale.derivativesOf(logLoss, slopes, curvature), weights[i], delta);
    }
    this.constraint?.addTo(theta, this.pull, this.hessian, this.scale);
  }

  /** Adds one run. A residual beyond δ adds to the gradient, and to the Hessian by the curvature of the model alone. */
  private add(residual: number, weight: number, delta: number): void {
    const { slopes, curvature, pull, hessian, scale } = this;
    const force = weight * Math.min(Math.max(residual, -delta), delta);
    const stiffness = Math.abs(residual) <= delta ? weight : 0;
    for (let j = 0; j < pull.length; j++) {
      pull[j] += force * slopes[j];
      scale[j] += weight * (slopes[j] * slopes[j] + LEAST_SLOPE);
      for (let k = 0; k <= j; k++) {
        const at = j * pull.length + k;
        hessian[at] += stiffness * slopes[j] * slopes[k] - force * curvature[at];
      }
    }
  }

  /**
   * Sets `tried` to a damped step. Returns the decrease that the quadratic model promises, or ∞ if it has no minimum.
   */
  private solve(damping: number): number {
    const { damped, hessian, pull, scale, step, theta, tried } = this;
    const n = pull.length;
    damped.set(hessian);
    for (let j = 0; j < n; j++) damped[j * n + j] += damping * scale[j];
    step.set(pull);
    const solved = solveByCholesky(damped, step);
    let promise = 0;
    for (let j = 0; j < n; j++) {
      tried[j] = solved ? theta[j] + step[j] : NaN;
      promise += (pull[j] * step[j]) / 2;
    }
    return solved ? promise : Infinity;
  }
}

/**
 * A spring that holds a quantity of a law near a place while its coefficients are fitted. At its resting point, the
 * rest of the objective is the lowest possible for that quantity: a point of the profile.
 */
export class SoftConstraint {
  /** The place that the spring pulls to. */
  at = 0;
  /** Twice the rise of the objective at a distance of 1. */
  stiffness = 0;

  private readonly quantity: (theta: Float64Array) => number;
  private readonly moved: Float64Array;
  private readonly slopes: Float64Array;

  /** @param quantity a smooth function of the coefficients */
  constructor(quantity: (theta: Float64Array) => number, coefficients: number) {
    this.quantity = quantity;
    this.moved = new Float64Array(coefficients);
    this.slopes = new Float64Array(coefficients);
  }

  /** What the spring adds to the objective. */
  penalty(theta: Float64Array): number {
    return (this.stiffness * (this.quantity(theta) - this.at) ** 2) / 2;
  }

  /** Adds its downhill gradient, its Hessian and the squared slopes that scale the damping. */
  addTo(theta: Float64Array, pull: Float64Array, hessian: Float64Array, scale: Float64Array): void {
    const { slopes, stiffness } = this;
    const n = slopes.length;
    const distance = this.quantity(theta) - this.at;
    for (let j = 0; j < n; j++) slopes[j] = this.slope(theta, j);
    for (let j = 0; j < n; j++) {
      pull[j] -= stiffness * distance * slopes[j];
      scale[j] += stiffness * slopes[j] * slopes[j];
      for (let k = 0; k <= j; k++) hessian[j * n + k] += stiffness * slopes[j] * slopes[k];
    }
  }

  /** By central differences. */
  private slope(theta: Float64Array, j: number): number {
    const { moved } = this;
    const step = 1e-5 * Math.max(1, Math.abs(theta[j]));
    moved.set(theta);
    moved[j] = theta[j] + step;
    const above = this.quantity(moved);
    moved[j] = theta[j] - step;
    return (above - this.quantity(moved)) / (2 * step);
  }
}

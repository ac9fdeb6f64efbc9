/** The bounds of a step of the bend; 0 and 0 hold the bend. */
export interface BendRoom {
  least: number;
  most: number;
}

/**
 * The quadratic model of an objective at a curve: its gradient and Hessian by start (0), fall (1) and bend (2),
 * summed point by point. Log loss grows with start at slope 1.
 */
export class NormalEquations {
  /** The step found last. */
  stepStart = 0;
  stepFall = 0;
  stepBend = 0;

  private pull0 = 0;
  private pull1 = 0;
  private pull2 = 0;
  private h00 = 0;
  private h01 = 0;
  private h02 = 0;
  private h11 = 0;
  private h12 = 0;
  private h22 = 0;
  // Squared slopes of all points, which scale the damping.
  private all00 = 0;
  private all11 = 0;
  private all22 = 0;

  clear(): void {
    this.pull0 = this.pull1 = this.pull2 = 0;
    this.h00 = this.h01 = this.h02 = this.h11 = this.h12 = this.h22 = 0;
    this.all00 = this.all11 = this.all22 = 0;
  }

  /**
   * Adds a point with slopes `byFall` and `byBend`. A residual beyond δ adds to the gradient alone.
   *
   * @param residual of the log loss from the curve
   * @param weight what the point counts
   */
  add(residual: number, delta: number, byFall: number, byBend: number, weight: number): void {
    const pull = weight * Math.min(Math.max(residual, -delta), delta);
    this.pull0 += pull;
    this.pull1 += pull * byFall;
    this.pull2 += pull * byBend;
    this.all00 += weight;
    this.all11 += weight * byFall * byFall;
    this.all22 += weight * byBend * byBend;
    if (Math.abs(residual) > delta) return;
    this.h00 += weight;
    this.h01 += weight * byFall;
    this.h02 += weight * byBend;
    this.h11 += weight * byFall * byFall;
    this.h12 += weight * byFall * byBend;
    this.h22 += weight * byBend * byBend;
  }

  /** Solves for the step by eliminating start and fall; returns the decrease that the model promises. */
  solve(damping: number, room: BendRoom): number {
    const { pull0, pull1, pull2, h01, h02, h12 } = this;
    const h00 = this.h00 + damping * this.all00;
    const h11 = this.h11 + damping * this.all11;
    const h22 = this.h22 + damping * this.all22;
    const determinant = h00 * h11 - h01 * h01;
    const start = (h11 * pull0 - h01 * pull1) / determinant;
    const fall = (h00 * pull1 - h01 * pull0) / determinant;
    const startByBend = (h11 * h02 - h01 * h12) / determinant;
    const fallByBend = (h00 * h12 - h01 * h02) / determinant;
    const stiffness = h22 - h02 * startByBend - h12 * fallByBend;
    const free = stiffness > 0 ? (pull2 - h02 * start - h12 * fall) / stiffness : 0;
    this.stepBend = Math.min(Math.max(free, room.least), room.most);
    this.stepStart = start - startByBend * this.stepBend;
    this.stepFall = fall - fallByBend * this.stepBend;
    return (pull0 * this.stepStart + pull1 * this.stepFall + pull2 * this.stepBend) / 2;
  }
}

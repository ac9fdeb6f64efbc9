/** A scale on which a law is compared with losses: residuals are differences on it. */
export interface LossScale {
  /** The place on the scale of a loss in nats per token. */
  of(loss: number): number;
  /** The loss at a place of the scale. */
  toLoss(place: number): number;
  /** The place of a log loss. */
  ofLog(logLoss: number): number;
  /**
   * Turns the derivatives of a log loss by any coefficients (Hessian row by row) into derivatives of its place;
   * overwrites both.
   *
   * @returns the place
   */
  derivativesOf(logLoss: number, gradient: Float64Array, hessian: Float64Array): number;
}

/** Log loss: a residual of 0.01 is one per cent, whatever the loss. */
export const LOG_SCALE: LossScale = {
  of: Math.log,
  toLoss: Math.exp,
  ofLog: (logLoss) => logLoss,
  derivativesOf: (logLoss) => logLoss,
};

/** Plain nats per token. */
export const PLAIN_SCALE: LossScale = {
  of: (loss) => loss,
  toLoss: (place) => Math.max(place, 0),
  ofLog: Math.exp,
  derivativesOf(logLoss, gradient, hessian) {
    const loss = Math.exp(logLoss);
    const n = gradient.length;
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++)
        hessian[j * n + k] = loss * (hessian[j * n + k] + gradient[j] * gradient[k]);
    for (let j = 0; j < n; j++) gradient[j] *= loss;
    return loss;
  },
};

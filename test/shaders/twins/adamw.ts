/** The numbers that AdamW updates: one entry per parameter. */
export interface Moving {
  weights: Float64Array;
  firstMoment: Float64Array;
  secondMoment: Float64Array;
}

export interface StepSettings {
  /** Steps done including this one, from 1. */
  t: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  /** Of each parameter. */
  rate: (index: number) => number;
  /** Of each parameter. */
  decay: (index: number) => number;
}

/** One step of AdamW (Loshchilov & Hutter 2017). */
export function adamw(now: Moving, gradient: Float64Array, settings: StepSettings): Moving {
  const { t, beta1, beta2, epsilon, rate, decay } = settings;
  const firstMoment = now.firstMoment.map((m, i) => beta1 * m + (1 - beta1) * gradient[i]);
  const secondMoment = now.secondMoment.map((v, i) => beta2 * v + (1 - beta2) * gradient[i] ** 2);
  const weights = now.weights.map((weight, i) => {
    const first = firstMoment[i] / (1 - beta1 ** t);
    const second = secondMoment[i] / (1 - beta2 ** t);
    return weight - rate(i) * decay(i) * weight - (rate(i) * first) / (Math.sqrt(second) + epsilon);
  });
  return { weights, firstMoment, secondMoment };
}

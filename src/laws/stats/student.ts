const STEPS = 60;

/**
 * The quantile of Student's t: a draw falls below it with probability p. The distribution of whole degrees of freedom
 * is a finite sum (Abramowitz & Stegun 26.7.3 and 26.7.4), which is inverted by bisection over the angle
 * arctan(t/√ν).
 *
 * @param p above 0 and below 1
 * @param freedom degrees of freedom, a whole number of at least 1
 */
export function studentQuantile(p: number, freedom: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  let [low, high] = [0, Math.PI / 2];
  for (let i = 0; i < STEPS; i++) {
    const angle = (low + high) / 2;
    if (insideAngle(angle, freedom) < 2 * p - 1) low = angle;
    else high = angle;
  }
  return Math.sqrt(freedom) * Math.tan((low + high) / 2);
}

/** The probability that |t| is below √ν·tan(angle). */
function insideAngle(angle: number, freedom: number): number {
  const odd = freedom % 2 === 1;
  const cosine = Math.cos(angle);
  let term = odd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let power = odd ? 3 : 2; power <= freedom - 2; power += 2) {
    term *= (cosine * cosine * (power - 1)) / power;
    sum += term;
  }
  const part = Math.sin(angle) * sum;
  return odd ? (2 / Math.PI) * (angle + part) : part;
}

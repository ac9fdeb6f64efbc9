/** Mean of some numbers; NaN if there are none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Mean of the logs of some positive numbers; NaN if there are none. */
export function meanLog(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.log(values[i]);
  return sum / values.length;
}

/**
 * Root mean square of some numbers, such as residuals; NaN if there are none.
 *
 * @param freedom the divisor of the sum of squares: degrees of freedom, or the number of numbers
 */
export function rootMeanSquare(values: ArrayLike<number>, freedom = values.length): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i] ** 2;
  return Math.sqrt(squares / freedom);
}

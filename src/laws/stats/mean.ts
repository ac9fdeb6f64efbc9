/** Mean of some numbers; NaN of none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Mean of the logs of some positive numbers; NaN of none. */
export function meanLog(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.log(values[i]);
  return sum / values.length;
}

/**
 * Root of the mean square of some numbers, such as residuals; NaN of none.
 *
 * @param freedom what the sum of squares is divided by: degrees of freedom, or how many numbers there are
 */
export function rootMeanSquare(values: ArrayLike<number>, freedom = values.length): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i] ** 2;
  return Math.sqrt(squares / freedom);
}

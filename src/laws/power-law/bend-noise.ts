/**
 * The noise of points on a smooth curve without a fit (Gasser, Sroka & Jennen-Steinmetz 1986): how far each inner point
 * lies from the line between its neighbours, scaled to the variance of one point.
 *
 * @param t ascending
 * @returns the squares summed, and how many there are: n − 2
 */
export function bendNoise(t: ArrayLike<number>, y: ArrayLike<number>): { squares: number; freedom: number } {
  let squares = 0;
  for (let i = 1; i < t.length - 1; i++) {
    const right = (t[i] - t[i - 1]) / (t[i + 1] - t[i - 1]);
    const off = y[i] - (1 - right) * y[i - 1] - right * y[i + 1];
    squares += off ** 2 / (1 + right ** 2 + (1 - right) ** 2);
  }
  return { squares, freedom: Math.max(t.length - 2, 0) };
}

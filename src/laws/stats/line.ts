/** y = height + slope·(x − centre). */
export interface Line {
  slope: number;
  height: number;
  centre: number;
}

/** The line of least squares; x must hold two different values. Without `weights` every point counts once. */
export function fitLine(x: readonly number[], y: readonly number[], weights = x.map(() => 1)): Line {
  const [centre, height] = [mean(x, weights), mean(y, weights)];
  const products = x.reduce((sum, place, i) => sum + weights[i] * (place - centre) * (y[i] - height), 0);
  const squares = x.reduce((sum, place, i) => sum + weights[i] * (place - centre) ** 2, 0);
  return { slope: products / squares, height, centre };
}

export function lineAt({ slope, height, centre }: Line, x: number): number {
  return height + slope * (x - centre);
}

/** How far off a line of least squares may be, from the residuals of its points. */
export interface LineError {
  /** Degrees of freedom of the residuals, n − 2. */
  readonly freedom: number;
  /** Standard error of the slope. */
  readonly slope: number;
  /** Standard error of the height of the line at x. */
  at(x: number): number;
}

/** Null for fewer than three points, or if all x are equal. The line must be fitted to these points, each counted once. */
export function lineError(line: Line, x: readonly number[], y: readonly number[]): LineError | null {
  const freedom = x.length - 2;
  const spread = x.reduce((sum, place) => sum + (place - line.centre) ** 2, 0);
  if (freedom < 1 || !(spread > 0)) return null;
  const squares = x.reduce((sum, place, i) => sum + ((y[i] ?? NaN) - lineAt(line, place)) ** 2, 0);
  const variance = squares / freedom;
  return {
    freedom,
    slope: Math.sqrt(variance / spread),
    at: (place) => Math.sqrt(variance * (1 / x.length + (place - line.centre) ** 2 / spread)),
  };
}

function mean(values: readonly number[], weights: readonly number[]): number {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, i) => sum + weights[i] * value, 0) / whole;
}

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

function mean(values: readonly number[], weights: readonly number[]): number {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, i) => sum + weights[i] * value, 0) / whole;
}

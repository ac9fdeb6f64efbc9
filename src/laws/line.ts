/** y = height + slope·(x − centre). */
export interface Line {
  slope: number;
  height: number;
  centre: number;
}

/** The line of least squares; x must hold two different places. */
export function fitLine(x: readonly number[], y: readonly number[]): Line {
  const [centre, height] = [mean(x), mean(y)];
  const products = x.reduce((sum, place, i) => sum + (place - centre) * (y[i] - height), 0);
  const squares = x.reduce((sum, place) => sum + (place - centre) ** 2, 0);
  return { slope: products / squares, height, centre };
}

export function lineAt({ slope, height, centre }: Line, x: number): number {
  return height + slope * (x - centre);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

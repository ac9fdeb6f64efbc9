import { solveByCholesky } from './cholesky.ts';

/** A linear model fitted by least squares. */
export interface LeastSquares {
  /** One for each column. */
  coefficients: Float64Array;
  residuals: Float64Array;
  /** Σ residual². */
  squares: number;
  /** Variance of a coefficient for noise with a variance of 1. */
  unitVariance(place: number): number;
}

/**
 * Fits y as a sum of columns by the normal equations, whose columns should have similar sizes; null if the columns
 * depend on each other.
 *
 * @param columns each as long as y
 */
export function leastSquares(
  columns: readonly (readonly number[])[],
  y: readonly number[],
): LeastSquares | null {
  const normal = productsOf(columns);
  const coefficients = Float64Array.from(columns, (column) => dot(column, y));
  if (!solveByCholesky(normal.slice(), coefficients)) return null;
  const residuals = Float64Array.from(y);
  columns.forEach((column, j) => {
    for (let i = 0; i < residuals.length; i++) residuals[i] -= coefficients[j] * column[i];
  });
  return {
    coefficients,
    residuals,
    squares: residuals.reduce((sum, r) => sum + r * r, 0),
    unitVariance(place) {
      const unit = new Float64Array(columns.length);
      unit[place] = 1;
      return solveByCholesky(normal.slice(), unit) ? unit[place] : Infinity;
    },
  };
}

/** The products of all pairs of columns: the lower triangle of a symmetric matrix. */
function productsOf(columns: readonly (readonly number[])[]): Float64Array {
  const products = new Float64Array(columns.length ** 2);
  columns.forEach((column, row) => {
    for (let other = 0; other <= row; other++)
      products[row * columns.length + other] = dot(column, columns[other]);
  });
  return products;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/**
 * Solves A·x = b for a symmetric positive definite A (n × n, row by row) by A = L·Lᵀ. Overwrites the lower triangle
 * of A with L, and b with x.
 *
 * @returns false if A is not positive definite
 */
export function solveByCholesky(a: Float64Array, b: Float64Array): boolean {
  const n = b.length;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = a[row * n + column];
      for (let k = 0; k < column; k++) sum -= a[row * n + k] * a[column * n + k];
      if (column < row) a[row * n + column] = sum / a[column * n + column];
      else if (sum > 0) a[row * n + row] = Math.sqrt(sum);
      else return false;
    }
  }
  substitute(a, b);
  return true;
}

/** L·Lᵀ·x = b, forwards and backwards. */
function substitute(l: Float64Array, b: Float64Array): void {
  const n = b.length;
  for (let row = 0; row < n; row++) {
    for (let k = 0; k < row; k++) b[row] -= l[row * n + k] * b[k];
    b[row] /= l[row * n + row];
  }
  for (let row = n - 1; row >= 0; row--) {
    for (let k = row + 1; k < n; k++) b[row] -= l[k * n + row] * b[k];
    b[row] /= l[row * n + row];
  }
}

export interface Product {
  m: number;
  n: number;
  k: number;
  transposeA?: boolean;
  transposeB?: boolean;
}

/** op(a) · op(b), plus `bias` in every row. */
export function matmul(
  a: Float64Array,
  b: Float64Array,
  product: Product,
  bias?: Float64Array,
): Float64Array {
  const { m, n, k, transposeA, transposeB } = product;
  const out = new Float64Array(m * n);
  for (let row = 0; row < m; row++) {
    for (let column = 0; column < n; column++) {
      let sum = bias ? bias[column] : 0;
      for (let i = 0; i < k; i++) {
        const left = transposeA ? a[i * m + row] : a[row * k + i];
        const right = transposeB ? b[column * k + i] : b[i * n + column];
        sum += left * right;
      }
      out[row * n + column] = sum;
    }
  }
  return out;
}

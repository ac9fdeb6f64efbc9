/** The sums of the columns of `dOut[rows, n]`. */
export function biasBackward(dOut: Float64Array, n: number): Float64Array {
  const dBias = new Float64Array(n);
  dOut.forEach((value, i) => (dBias[i % n] += value));
  return dBias;
}

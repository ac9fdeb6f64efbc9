const ROOT = Math.sqrt(2 / Math.PI);

export function gelu(input: Float64Array): Float64Array {
  return input.map((x) => (x / 2) * (1 + Math.tanh(ROOT * (x + 0.044715 * x ** 3))));
}

export function geluBackward(input: Float64Array, dOut: Float64Array): Float64Array {
  return input.map((x, i) => {
    const t = Math.tanh(ROOT * (x + 0.044715 * x ** 3));
    const dT = (1 - t ** 2) * ROOT * (1 + 3 * 0.044715 * x ** 2);
    return dOut[i] * ((1 + t) / 2 + (x / 2) * dT);
  });
}

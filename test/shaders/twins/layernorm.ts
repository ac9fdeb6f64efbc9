const EPSILON = 1e-5;

export interface Normed {
  out: Float64Array;
  mean: Float64Array;
  rstd: Float64Array;
}

export function layernorm(input: Float64Array, gain: Float64Array, bias: Float64Array): Normed {
  const width = gain.length;
  const rows = input.length / width;
  const out = new Float64Array(input.length);
  const mean = new Float64Array(rows);
  const rstd = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const x = input.subarray(row * width, (row + 1) * width);
    mean[row] = x.reduce((sum, value) => sum + value, 0) / width;
    const variance = x.reduce((sum, value) => sum + (value - mean[row]) ** 2, 0) / width;
    rstd[row] = 1 / Math.sqrt(variance + EPSILON);
    for (let c = 0; c < width; c++) {
      out[row * width + c] = (x[c] - mean[row]) * rstd[row] * gain[c] + bias[c];
    }
  }
  return { out, mean, rstd };
}

export function layernormBackward(
  dOut: Float64Array,
  input: Float64Array,
  gain: Float64Array,
): { dInput: Float64Array; dGain: Float64Array; dBias: Float64Array } {
  const width = gain.length;
  const { mean, rstd } = layernorm(input, gain, gain);
  const dInput = new Float64Array(input.length);
  const dGain = new Float64Array(width);
  const dBias = new Float64Array(width);
  for (let row = 0; row < mean.length; row++) {
    const first = row * width;
    let meanOfG = 0;
    let meanOfGTimesNormed = 0;
    for (let c = 0; c < width; c++) {
      const normed = (input[first + c] - mean[row]) * rstd[row];
      dGain[c] += dOut[first + c] * normed;
      dBias[c] += dOut[first + c];
      meanOfG += (dOut[first + c] * gain[c]) / width;
      meanOfGTimesNormed += (dOut[first + c] * gain[c] * normed) / width;
    }
    for (let c = 0; c < width; c++) {
      const normed = (input[first + c] - mean[row]) * rstd[row];
      dInput[first + c] = rstd[row] * (dOut[first + c] * gain[c] - meanOfG - normed * meanOfGTimesNormed);
    }
  }
  return { dInput, dGain, dBias };
}

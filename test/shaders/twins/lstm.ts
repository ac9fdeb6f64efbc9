export interface LstmSizes {
  batch: number;
  context: number;
  width: number;
}

/** What a layer computes: gates `[B, T, C, 4]` in the order i, f, g, o; the others `[B, T, C]`. */
export interface LstmResult {
  gates: Float64Array;
  cells: Float64Array;
  out: Float64Array;
  /** `out` of the position before. */
  before: Float64Array;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** One layer of an LSTM from its inputs · weight + bias, `[B, T, C, 4]`, and its recurrent weight `[C, C, 4]`. */
export function lstm(
  inputs: Float64Array,
  weight: Float64Array,
  { batch, context, width }: LstmSizes,
): LstmResult {
  const gates = new Float64Array(inputs.length);
  const [cells, out, before] = [0, 1, 2].map(() => new Float64Array(inputs.length / 4));
  for (let row = 0; row < batch * context; row++) {
    const first = row % context === 0;
    for (let unit = 0; unit < width; unit++) {
      const at = row * width + unit;
      const [i, f, g, o] = [0, 1, 2, 3].map((gate) => {
        let z = inputs[at * 4 + gate];
        for (let k = 0; k < (first ? 0 : width); k++)
          z += out[(row - 1) * width + k] * weight[(k * width + unit) * 4 + gate];
        return gate === 2 ? Math.tanh(z) : sigmoid(z);
      });
      gates.set([i, f, g, o], at * 4);
      cells[at] = (first ? 0 : f * cells[at - width]) + i * g;
      out[at] = o * Math.tanh(cells[at]);
      before[at] = first ? 0 : out[at - width];
    }
  }
  return { gates, cells, out, before };
}

/** The gradient of the inputs · weight + bias, through time. */
export function lstmBackward(
  dOut: Float64Array,
  { gates, cells }: LstmResult,
  weight: Float64Array,
  { batch, context, width }: LstmSizes,
): Float64Array {
  const dInputs = new Float64Array(gates.length);
  const dCells = new Float64Array(cells.length);
  for (let row = batch * context - 1; row >= 0; row--) {
    const first = row % context === 0;
    const last = row % context === context - 1;
    for (let unit = 0; unit < width; unit++) {
      const at = row * width + unit;
      const [i, f, g, o] = gates.subarray(at * 4, at * 4 + 4);
      let d = dOut[at];
      for (let next = 0; next < (last ? 0 : width * 4); next++)
        d += weight[unit * width * 4 + next] * dInputs[(row + 1) * width * 4 + next];
      const squashed = Math.tanh(cells[at]);
      dCells[at] += d * o * (1 - squashed ** 2);
      const dCell = dCells[at];
      if (!first) dCells[at - width] = dCell * f;
      const dGates = [
        dCell * g * i * (1 - i),
        (first ? 0 : dCell * cells[at - width]) * f * (1 - f),
        dCell * i * (1 - g ** 2),
        d * squashed * o * (1 - o),
      ];
      dInputs.set(dGates, at * 4);
    }
  }
  return dInputs;
}

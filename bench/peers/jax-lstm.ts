import { nn, numpy as np } from '@jax-js/jax';
import type { LstmShape } from '../../src/engine/trainer.ts';

type Parameters = Record<string, np.Array>;

/**
 * `[B · T, C]` of the last layer, from `inputs`, `[B · T]`. jax-js has no loop within a `jit`, so that its graph has every
 * position; and it cannot compile the gradient of a `take` of these tokens, so that a product embeds them.
 */
export function lstmLayers(inputs: np.Array, p: Parameters, shape: LstmShape, batch: number): np.Array {
  let stream = np.dot(nn.oneHot(inputs, shape.vocabulary), p['embedding.tokens']);
  for (let layer = 0; layer < shape.layers; layer++)
    stream = walk(stream, p, `layers.${layer}`, shape, batch);
  return stream;
}

function walk(x: np.Array, p: Parameters, layer: string, shape: LstmShape, batch: number): np.Array {
  const { context, width } = shape;
  const inputs = np.dot(x, p[`${layer}.input.weight`]).add(p[`${layer}.input.bias`]);
  const positions = np.split(inputs.reshape([batch, context, 4 * width]), context, 1);
  const weight = p[`${layer}.recurrent.weight`];
  const outputs: np.Array[] = [];
  let state: { cell: np.Array; out: np.Array } | undefined;
  for (const position of positions) {
    const input = position.reshape([batch, 4 * width]);
    const z = state === undefined ? input : input.add(np.dot(state.out, weight.ref));
    state = advance(z.reshape([batch, width, 4]), [batch, width], state?.cell);
    outputs.push(state.out.ref);
  }
  state?.cell.dispose();
  state?.out.dispose();
  weight.dispose();
  return np.stack(outputs, 1).reshape([batch * context, width]);
}

/** One position, from the four gates of each unit before σ and tanh, `[B, C, 4]`. */
function advance(z: np.Array, size: number[], before?: np.Array): { cell: np.Array; out: np.Array } {
  const [i, f, g, o] = np.split(z, 4, -1).map((gate) => gate.reshape(size));
  const added = nn.sigmoid(i).mul(np.tanh(g));
  const forget = nn.sigmoid(f);
  const cell = before === undefined ? added : added.add(forget.ref.mul(before));
  forget.dispose();
  return { cell: cell.ref, out: nn.sigmoid(o).mul(np.tanh(cell)) };
}

import code from '../../../shaders/softmax.wgsl?raw';
import { gridFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const softmaxShader = { name: 'softmax', code };

/** `probabilities[rows, V]` = softmax of `logits[rows, V]` / temperature. */
export function softmaxForward(
  logits: View,
  probabilities: View,
  shape: { rows: number; vocabulary: number; temperature: number },
): Kernel {
  const { rows, vocabulary, temperature } = shape;
  return {
    shader: softmaxShader,
    entryPoint: 'forward',
    constants: {},
    bindings: [read(logits), write(probabilities)],
    sizes: { rows, vocabulary, inverse_temperature: 1 / temperature },
    workgroups: [gridFor(rows, 64), 1, 1],
  };
}

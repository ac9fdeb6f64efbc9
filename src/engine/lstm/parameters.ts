import { layOut, type ListedTensor, type ParameterLayout } from '../model/parameter-layout.ts';
import type { LstmShape } from '../trainer.ts';

/**
 * Matrices are `[in, 4C]`, the head is `[V, C]`. The four gates of a unit lie beside each other: column 4·u + q of a matrix
 * and number 4·u + q of a bias belong to gate q of unit u, in the order input, forget, candidate, output. A kernel
 * therefore loads the four numbers of a unit as one vector.
 *
 * At the start: standard deviation 1 for the embedding and 1/√C for matrices, biases of forget gates 1 and of other gates
 * 0, head 0.
 */
export function layOutParameters({ vocabulary, width, layers }: LstmShape): ParameterLayout {
  return layOut([
    { name: 'embedding.tokens', shape: [vocabulary, width], matrix: false, start: { normal: 1 } },
    ...Array.from({ length: layers }, (_, layer) => listLayer(`layers.${layer}`, width)).flat(),
    { name: 'head', shape: [vocabulary, width], matrix: true, start: { constant: 0 } },
  ]);
}

function listLayer(layer: string, width: number): ListedTensor[] {
  const matrix = { shape: [width, 4 * width], matrix: true, start: { normal: 1 / Math.sqrt(width) } };
  const bias = { shape: [4 * width], matrix: false, start: { repeated: [0, 1, 0, 0] } };
  return [
    { name: `${layer}.input.weight`, ...matrix },
    { name: `${layer}.input.bias`, ...bias },
    { name: `${layer}.recurrent.weight`, ...matrix },
  ];
}

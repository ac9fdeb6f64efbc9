import { trainingFlops } from '../../laws/counting/count-parameters.ts';
import type { Network } from '../run/network.ts';
import type { LstmShape } from '../trainer.ts';
import { countBackward, countForward } from './activations.ts';
import { canFuse, fusedKernels } from './fused-step.ts';
import { layOutParameters } from './parameters.ts';
import { checkShape } from './shape.ts';

/**
 * A classic LSTM (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000) as PyTorch's `nn.LSTM` computes
 * it, with one bias for each gate. @throws one sentence with the rule and the value if the kernels cannot train this shape
 */
export function lstm(shape: LstmShape): Network {
  checkShape(shape);
  return {
    shape,
    layout: layOutParameters(shape),
    flopsPerStep: (batch) => trainingFlops(shape, batch * shape.context),
    activations: (batch) => new Map([...countForward(shape, batch), ...countBackward(shape, batch)]),
    async plainKernels() {
      const { plainKernels } = await import('./plain-step.ts');
      return (parts) => plainKernels(shape, parts);
    },
    hasFastKernels: (batch) => canFuse(shape, batch),
    fastKernels: (parts) => fusedKernels(shape, parts),
    forward: async (memory, parameters) =>
      (await import('./plain-step.ts')).windowForward(shape, memory, parameters),
    tuning: {
      // The sizes are rounded to powers of 2. The 0 tells an LSTM's classes from a transformer's, which have a head size.
      classOf: (rows) => [...[shape.width, rows].map((size) => Math.ceil(Math.log2(size))), 0],
      attention: [],
      shallow: () => lstm({ ...shape, layers: 1 }),
    },
  };
}

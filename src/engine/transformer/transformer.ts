import { trainingFlops } from '../../laws/counting/count-parameters.ts';
import { ATTENTION_VARIANTS, isForShape } from '../ops/attention.ts';
import type { Network, NetworkTuning } from '../run/network.ts';
import type { TransformerShape } from '../trainer.ts';
import { countBackward, countForward } from './activations.ts';
import { canFuse } from './fused-model.ts';
import { fusedKernels } from './fused-step.ts';
import { layOutParameters } from './parameters.ts';
import { checkShape, headSize } from './shape.ts';

/** The transformer as a network. @throws one sentence with the rule and the value if the kernels cannot train this shape */
export function transformer(shape: TransformerShape): Network {
  checkShape(shape);
  const layout = layOutParameters(shape);
  return {
    shape,
    layout,
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
    tuning: tuningOf(shape),
  };
}

/** Widths and rows are rounded to powers of 2; every head size has its own pipelines. */
function tuningOf(shape: TransformerShape): NetworkTuning {
  const { context, width } = shape;
  const head = { context, headSize: headSize(shape) };
  return {
    classOf: (rows) => [...[width, rows].map((size) => Math.ceil(Math.log2(size))), head.headSize],
    attention: ATTENTION_VARIANTS.map(({ name }) => name).filter(
      (name) => name !== 'plain' && isForShape(name, head),
    ),
    shallow: () => transformer({ ...shape, layers: 1 }),
  };
}

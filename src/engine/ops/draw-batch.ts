import code from '../../../shaders/draw-batch.wgsl?raw';
import windowOrder from '../../../shaders/window-order.wgsl?raw';
import { write, type Kernel, type View } from '../gpu/kernel.ts';
import { shaderOf } from './compose-shader.ts';
import { windowOrderParts, type DrawShape, type DrawSources } from './window-order.ts';

export const drawBatchShader = shaderOf('draw-batch', code, windowOrder);

/** `inputs[R, B, T]` and `targets[R, B, T]` of the step that `state` counts. */
export function drawBatch(buffers: DrawSources & { inputs: View; targets: View }, shape: DrawShape): Kernel {
  const order = windowOrderParts(buffers, shape);
  return {
    ...order,
    shader: drawBatchShader,
    entryPoint: 'draw',
    bindings: [...order.bindings, write(buffers.inputs), write(buffers.targets)],
    workgroups: [shape.batch, 1, shape.lanes],
  };
}

import code from '../../../shaders/step.wgsl?raw';
import { write, type Kernel, type View } from '../gpu/kernel.ts';

export const stepShader = { name: 'step', code };

/** Adds one to the step counter, the first word of `state`. */
export function advanceStep(state: View): Kernel {
  return {
    shader: stepShader,
    entryPoint: 'advance',
    constants: {},
    bindings: [write(state)],
    sizes: {},
    workgroups: [1, 1, 1],
  };
}

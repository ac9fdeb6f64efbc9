import code from '../../../shaders/residual.wgsl?raw';
import { gridFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const residualShader = { name: 'residual', code };

/** `out = trunk + branch` over `count` numbers, all lanes together. */
export function residualForward(trunk: View, branch: View, out: View, count: number): Kernel {
  return {
    shader: residualShader,
    entryPoint: 'forward',
    constants: {},
    bindings: [read(trunk), read(branch), write(out)],
    sizes: { quads: Math.ceil(count / 4) },
    workgroups: [gridFor(Math.ceil(count / 4), 64), 1, 1],
  };
}

import functions from '../../../shaders/gelu-function.wgsl?raw';
import kernels from '../../../shaders/gelu.wgsl?raw';
import { gridFor, read, write, type Kernel, type View } from '../gpu/kernel.ts';
import { shaderOf } from './compose-shader.ts';

const geluShader = shaderOf('gelu', functions, kernels);

/** `out = gelu(input)` over `count` numbers, all lanes together. */
export function geluForward(input: View, out: View, count: number): Kernel {
  return {
    shader: geluShader,
    entryPoint: 'forward',
    constants: {},
    bindings: [read(input), write(out)],
    sizes: { quads: Math.ceil(count / 4) },
    workgroups: [gridFor(Math.ceil(count / 4), 64), 1, 1],
  };
}

/** `dInput = dOut · gelu′(input)` over `count` numbers, all lanes together. */
export function geluBackward(input: View, dOut: View, dInput: View, count: number): Kernel {
  return {
    shader: geluShader,
    entryPoint: 'backward',
    constants: {},
    bindings: [read(input), read(dOut), write(dInput)],
    sizes: { quads: Math.ceil(count / 4) },
    workgroups: [gridFor(Math.ceil(count / 4), 64), 1, 1],
  };
}

import code from '../../../shaders/bias.wgsl?raw';
import { read, write, type Kernel, type View } from '../gpu/kernel.ts';

export const biasShader = { name: 'bias', code };

/** `dBias[N]` = sums of `dOut[rows, N]` over rows, for every lane; `stride` numbers between lanes in `dBias`. */
export function biasBackward(
  dOut: View,
  dBias: { view: View; stride: number },
  shape: { rows: number; n: number; lanes: number },
): Kernel {
  return {
    shader: biasShader,
    entryPoint: 'backward',
    constants: {},
    bindings: [read(dOut), write(dBias.view)],
    sizes: { rows: shape.rows, n: shape.n, parameter_stride: dBias.stride },
    workgroups: [Math.ceil(shape.n / 16), 1, shape.lanes],
  };
}

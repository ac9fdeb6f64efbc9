import { planeFor, read, write, type Kernel, type View } from '../../engine/gpu/kernel.ts';
import code from './triad.wgsl?raw';

const shader = { name: 'triad', code };

/** Two arrays are read and one is written. */
const ARRAYS = 3;

const NUMBER_BYTES = 4;

export function triadBytes(count: number): number {
  return ARRAYS * count * NUMBER_BYTES;
}

/** out = left + factor · right, each of them `[count]`, a multiple of 4. */
export function triad(views: { left: View; right: View; out: View }, count: number): Kernel {
  return {
    shader,
    entryPoint: 'run',
    constants: {},
    bindings: [read(views.left), read(views.right), write(views.out)],
    sizes: { quads: count / 4, factor: 0.5 },
    workgroups: [...planeFor(count / 4, 256), 1],
  };
}

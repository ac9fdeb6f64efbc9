import { write, type Kernel, type View } from '../../engine/gpu/kernel.ts';
import code from './tick.wgsl?raw';

const shader = { name: 'tick', code };

/** Counts the dispatches in the first word of `count`. */
export function tick(count: View): Kernel {
  return {
    shader,
    entryPoint: 'run',
    constants: {},
    bindings: [write(count)],
    sizes: { increment: 1 },
    workgroups: [1, 1, 1],
  };
}

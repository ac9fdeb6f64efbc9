import { write, type Kernel, type View } from '../../engine/gpu/kernel.ts';
import code from './fma.wgsl?raw';

const shader = { name: 'fma', code };

const WORKGROUP = 64;

/** FLOPs of an iteration of one invocation: 16 fused multiply-adds of two quads. */
const FLOPS = 16 * 2 * 4 * 2;

export interface FmaShape {
  workgroups: number;
  iterations: number;
}

/** Numbers that the kernel writes. */
export function fmaCount({ workgroups }: FmaShape): number {
  return workgroups * WORKGROUP * 4;
}

export function fmaFlops({ workgroups, iterations }: FmaShape): number {
  return workgroups * WORKGROUP * iterations * FLOPS;
}

/** Fused multiply-adds in registers; `out` is `[fmaCount]`. */
export function fma(out: View, { workgroups, iterations }: FmaShape): Kernel {
  return {
    shader,
    entryPoint: 'run',
    constants: {},
    bindings: [write(out)],
    sizes: { iterations, factor: 0.999 },
    workgroups: [workgroups, 1, 1],
  };
}

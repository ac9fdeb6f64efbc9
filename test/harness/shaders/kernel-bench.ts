// Runs kernels on poisoned buffers on a real device. Computes no expected value; the twins do.
import { afterEach, expect } from 'vitest';
import type { Kernel, View } from '../../../src/engine/gpu/kernel.ts';
import { Program } from '../../../src/engine/gpu/program.ts';
import { readBytes, testGpu } from '../engine/test-gpu.ts';
import './to-be-gradient-of.ts';
import './to-be-near.ts';

/** The bits of a NaN that no kernel computes. It fills what a kernel must not read, and what it has not written yet. */
const POISON = 0x7fc0dead;

/** Poisoned numbers behind the last lane. */
const TAIL = 16;

/** `count` numbers a lane on the GPU; lanes lie `stride` numbers apart, with poison between and behind them. */
export interface LaneTensor {
  view: View;
  lanes: number;
  count: number;
  stride: number;
}

export function perLane<T>(lanes: number, make: (lane: number) => T): T[] {
  return Array.from({ length: lanes }, (_, lane) => make(lane));
}

/** Turns one object for each lane into one array of lanes for each name. */
export function byName<T extends object>(lanes: readonly T[]): { [Name in keyof T]: T[Name][] } {
  const names = Object.keys(lanes[0]) as (keyof T)[];
  const entries = names.map((name) => [name, lanes.map((lane) => lane[name])]);
  return Object.fromEntries(entries) as { [Name in keyof T]: T[Name][] };
}

/** A choice of a kernel's workgroups. */
export type Grid = (kernel: Kernel) => Kernel;

export const gridOfOp: Grid = (kernel) => kernel;

/** One workgroup for each lane, which loops over all the work, as on a grid that has reached its limit. */
export const oneWorkgroup: Grid = (kernel) => ({ ...kernel, workgroups: [1, 1, kernel.workgroups[2]] });

/** The device of one test file. After each test its buffers are destroyed; its pipelines stay. */
export async function kernelBench(): Promise<KernelBench> {
  const gpu = await testGpu();
  afterEach(() => {
    gpu.memory.destroy();
    expect(gpu.errors.splice(0)).toEqual([]);
  });
  return new KernelBench(gpu);
}

/** Runs kernels on tensors that show wrong reads and writes. */
export class KernelBench {
  constructor(readonly gpu: Awaited<ReturnType<typeof testGpu>>) {}

  /** A tensor that holds `values`, one array for each lane. */
  floats(values: readonly ArrayLike<number>[], stride = values[0].length): LaneTensor {
    return this.tensor(values, stride, (buffer) => new Float32Array(buffer));
  }

  /** A tensor of unsigned words. */
  words(values: readonly ArrayLike<number>[], stride = values[0].length): LaneTensor {
    return this.tensor(values, stride, (buffer) => new Uint32Array(buffer));
  }

  /** A tensor for a kernel to write. */
  poisoned(lanes: number, count: number, stride = count): LaneTensor {
    const lane = new Uint32Array(count).fill(POISON);
    return this.words(Array<Uint32Array>(lanes).fill(lane), stride);
  }

  async run(...kernels: readonly Kernel[]): Promise<void> {
    const { device, memory, pipelines } = this.gpu;
    const program = await Program.prepare(kernels, memory, pipelines);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    program.record(pass);
    pass.end();
    device.queue.submit([encoder.finish()]);
  }

  /** The numbers of every lane. Fails if a kernel wrote outside them. */
  async readFloats(tensor: LaneTensor): Promise<Float32Array[]> {
    return (await this.readWords(tensor)).map((lane) => new Float32Array(lane.buffer));
  }

  async readWords(tensor: LaneTensor): Promise<Uint32Array<ArrayBuffer>[]> {
    const { view, lanes, count, stride } = tensor;
    const words = new Uint32Array(await readBytes(this.gpu.device, view));
    const outside = (i: number): boolean => i % stride >= count || i >= lanes * stride;
    const touched = words.findIndex((word, i) => outside(i) && word !== POISON);
    expect(touched, `number ${touched} was written: [${lanes}, ${count}], stride ${stride}`).toBe(-1);
    return perLane(lanes, (lane) => words.slice(lane * stride, lane * stride + count));
  }

  private tensor(
    values: readonly ArrayLike<number>[],
    stride: number,
    typed: (buffer: ArrayBuffer) => Float32Array | Uint32Array,
  ): LaneTensor {
    const lanes = values.length;
    const data = new Uint32Array(Math.ceil((lanes * stride) / 4) * 4 + TAIL).fill(POISON);
    values.forEach((lane, index) => typed(data.buffer).set(lane, index * stride));
    return { view: this.gpu.memory.upload('tensor', data), lanes, count: values[0].length, stride };
  }
}

import type { Kernel } from '../../src/engine/gpu/kernel.ts';
import { Memory } from '../../src/engine/gpu/memory.ts';
import { Program } from '../../src/engine/gpu/program.ts';
import type { Gpu } from '../../src/engine/run/training-run.ts';
import { median } from '../median.ts';
import { submitProgram } from '../submit-program.ts';
import { fma, fmaCount, fmaFlops } from './fma.ts';
import { tick } from './tick.ts';
import { triad, triadBytes } from './triad.ts';

/** The measured limits of the adapter. */
export interface Ceilings {
  /** Multiply-adds in registers, each counted as two. */
  gigaflopsPerSecond: number;
  /** Bytes read and written by a triad over arrays that exceed the caches. */
  gigabytesPerSecond: number;
  /** Time of a dispatch that only depends on the last one. */
  microsecondsPerDispatch: number;
  /** Time from an empty submit to the callback that it is done. */
  millisecondsPerSubmit: number;
}

/** Timed submits last this long, because shorter ones measure the clock. */
const SUBMIT_MILLISECONDS = 100;
const SUBMITS = 8;
const EMPTY_SUBMITS = 50;

/** Keeps the largest GPU busy long enough to hide the dispatch, and ends on a CPU within a second. */
const FMA_SHAPE = { workgroups: 4_096, iterations: 128 };

/** Numbers of each array of the triad: 64 MiB, so that the three arrays exceed the caches. */
const TRIAD_COUNT = 2 ** 24;

export async function measureCeilings(gpu: Gpu): Promise<Ceilings> {
  return {
    gigaflopsPerSecond: await multiplyAdds(gpu),
    gigabytesPerSecond: await bandwidth(gpu),
    microsecondsPerDispatch: await dependentDispatch(gpu),
    millisecondsPerSubmit: await emptySubmit(gpu.device),
  };
}

async function multiplyAdds(gpu: Gpu): Promise<number> {
  const milliseconds = await fastest(gpu, (memory) =>
    fma(memory.storage('fma.out', fmaCount(FMA_SHAPE)), FMA_SHAPE),
  );
  return fmaFlops(FMA_SHAPE) / milliseconds / 1e6;
}

async function bandwidth(gpu: Gpu): Promise<number> {
  const milliseconds = await fastest(gpu, (memory) => {
    const array = (role: string) => memory.storage(`triad.${role}`, TRIAD_COUNT);
    return triad({ left: array('left'), right: array('right'), out: array('out') }, TRIAD_COUNT);
  });
  return triadBytes(TRIAD_COUNT) / milliseconds / 1e6;
}

async function dependentDispatch(gpu: Gpu): Promise<number> {
  return 1e3 * (await fastest(gpu, (memory) => tick(memory.storage('tick.count', 1))));
}

/** The shortest time of one dispatch in milliseconds, because a longer one contains disturbances. */
async function fastest(gpu: Gpu, make: (memory: Memory) => Kernel): Promise<number> {
  const memory = new Memory(gpu.device);
  const program = await Program.prepare([make(memory)], memory, gpu.pipelines);
  await submitProgram(gpu.device, program, 1);
  let dispatches = 1;
  let milliseconds = await submitProgram(gpu.device, program, dispatches);
  while (milliseconds < SUBMIT_MILLISECONDS) {
    dispatches *= 2;
    milliseconds = await submitProgram(gpu.device, program, dispatches);
  }
  for (let i = 0; i < SUBMITS; i++) {
    milliseconds = Math.min(milliseconds, await submitProgram(gpu.device, program, dispatches));
  }
  memory.destroy();
  return milliseconds / dispatches;
}

async function emptySubmit(device: GPUDevice): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < EMPTY_SUBMITS; i++) {
    const begun = performance.now();
    device.queue.submit([]);
    await device.queue.onSubmittedWorkDone();
    times.push(performance.now() - begun);
  }
  return median(times);
}

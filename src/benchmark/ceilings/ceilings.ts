import type { Kernel } from '../../engine/gpu/kernel.ts';
import { Memory } from '../../engine/gpu/memory.ts';
import { Program } from '../../engine/gpu/program.ts';
import { soon } from '../../engine/gpu/completion.ts';
import { StagingRing } from '../../engine/gpu/staging-ring.ts';
import { median } from '../stats/median.ts';
import type { BenchmarkGpu } from '../device/open-gpu.ts';
import { submitProgram } from '../device/submit-program.ts';
import type { Ceilings } from '../result.ts';
import { fma, fmaCount, fmaFlops } from './fma.ts';
import { tick } from './tick.ts';
import { triad, triadBytes } from './triad.ts';

/** Timed submits last this long, because shorter ones measure the clock. */
const SUBMIT_MILLISECONDS = 80;
const SUBMITS = 6;

/** Further submits only while all of one ceiling took less than this. */
const MOST_MILLISECONDS = 1_000;

/** Empty submits and readbacks. */
const TRIPS = 50;

/** Keeps the largest GPU busy long enough to hide the dispatch, and ends on a CPU within a second. */
const FMA_SHAPE = { workgroups: 4_096, iterations: 128 };

/** Numbers of each array of the triad: 64 MiB, so that the three arrays exceed the caches. */
const TRIAD_COUNT = 2 ** 24;

export async function measureCeilings(gpu: BenchmarkGpu): Promise<Ceilings> {
  return {
    gigaflopsPerSecond: await multiplyAdds(gpu),
    gigabytesPerSecond: await bandwidth(gpu),
    microsecondsPerDispatch: await dependentDispatch(gpu),
    millisecondsPerSubmit: await emptySubmit(gpu),
    millisecondsPerReadback: await readback(gpu),
  };
}

async function multiplyAdds(gpu: BenchmarkGpu): Promise<number> {
  const milliseconds = await fastest(gpu, (memory) =>
    fma(memory.storage('fma.out', fmaCount(FMA_SHAPE)), FMA_SHAPE),
  );
  return fmaFlops(FMA_SHAPE) / milliseconds / 1e6;
}

async function bandwidth(gpu: BenchmarkGpu): Promise<number> {
  const milliseconds = await fastest(gpu, (memory) => {
    const array = (role: string) => memory.storage(`triad.${role}`, TRIAD_COUNT);
    return triad({ left: array('left'), right: array('right'), out: array('out') }, TRIAD_COUNT);
  });
  return triadBytes(TRIAD_COUNT) / milliseconds / 1e6;
}

async function dependentDispatch(gpu: BenchmarkGpu): Promise<number> {
  return 1e3 * (await fastest(gpu, (memory) => tick(memory.storage('tick.count', 1))));
}

/** The shortest time of one dispatch in milliseconds, because a longer one contains disturbances. */
async function fastest(gpu: BenchmarkGpu, make: (memory: Memory) => Kernel): Promise<number> {
  const memory = new Memory(gpu.device);
  const program = await Program.prepare([make(memory)], memory, gpu.pipelines);
  await submitProgram(gpu, program, 1);
  const begun = performance.now();
  let dispatches = 1;
  let milliseconds = await submitProgram(gpu, program, dispatches);
  while (milliseconds < SUBMIT_MILLISECONDS) {
    dispatches *= 2;
    milliseconds = await submitProgram(gpu, program, dispatches);
  }
  for (let i = 0; i < SUBMITS && performance.now() - begun < MOST_MILLISECONDS; i++) {
    milliseconds = Math.min(milliseconds, await submitProgram(gpu, program, dispatches));
  }
  memory.destroy();
  return milliseconds / dispatches;
}

async function emptySubmit({ device }: BenchmarkGpu): Promise<number> {
  return medianTrip(async () => {
    device.queue.submit([]);
    await soon(device, device.queue.onSubmittedWorkDone());
  });
}

async function readback({ device }: BenchmarkGpu): Promise<number> {
  const memory = new Memory(device);
  const word = memory.storage('readback', 1);
  const staging = new StagingRing(memory, 'readback', WORD_BYTES, 1);
  const milliseconds = await medianTrip(async () => void (await staging.read(word)));
  memory.destroy();
  return milliseconds;
}

const WORD_BYTES = 4;

async function medianTrip(trip: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  while (times.length < TRIPS) {
    const begun = performance.now();
    await trip();
    times.push(performance.now() - begun);
  }
  return median(times);
}

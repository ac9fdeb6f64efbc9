import { commands } from 'vitest/browser';
import { afterEach, expect, test, vi } from 'vitest';
import { Memory } from '../../../src/engine/gpu/memory.ts';
import { GapWatch } from '../../../src/engine/training/gap-watch.ts';
import { Pacer } from '../../../src/engine/training/pacer.ts';
import { Submitter } from '../../../src/engine/training/submitter.ts';
import { prepareRun, type TrainingRun } from '../../../src/engine/run/training-run.ts';
import { loadGoldenRun } from '../../harness/engine/golden-run.ts';
import { readBytes, testGpu } from '../../harness/engine/test-gpu.ts';
import { inTier } from '../../harness/tier.ts';

const gpu = await testGpu();
const [name] = await commands.listGoldenRuns();
const { job } = await loadGoldenRun(name);
const steps = job.shares.length;

afterEach(() => {
  vi.restoreAllMocks();
  expect(gpu.errors).toEqual([]);
});

/** Bits of the losses and gradient norms that `train` leaves in the ring. */
async function ringAfter(train: (run: TrainingRun) => Promise<void>): Promise<Uint32Array> {
  const memory = new Memory(gpu.device);
  const run = await prepareRun(gpu, memory, job);
  await train(run);
  const ring = new Uint32Array(await readBytes(gpu.device, run.ring)).slice(0, 2 * steps * run.lanes);
  memory.destroy();
  return ring;
}

/**
 * Submits every step, with `dispatches` in each submit or as many as the pacer chooses. Returns the number of submits.
 */
async function submitSteps({ step }: TrainingRun, dispatches?: number): Promise<number> {
  const pacer = dispatches && {
    end: (from: number, most: number) => Math.min(from + dispatches, most * step.length),
    took: () => {},
  };
  const submitter = new Submitter(gpu.device, step, steps, ...(pacer ? [pacer] : []));
  let submits = 0;
  for (let done = 0; done < steps; submits++) done += await submitter.submit(steps - done);
  await submitter.drain();
  return submits;
}

function submitAtOnce({ step }: TrainingRun): void {
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let i = 0; i < steps; i++) step.record(pass);
  pass.end();
  gpu.device.queue.submit([encoder.finish()]);
}

test('losses have the same bits for every division of the steps into submits', async () => {
  const uncut = await ringAfter(async (run) => submitAtOnce(run));
  expect(new Set(uncut).size).toBeGreaterThan(steps);
  for (const dispatches of [1, 3, 7]) {
    const cut = await ringAfter(async (run) => {
      expect(await submitSteps(run, dispatches)).toBe(Math.ceil((steps * run.step.length) / dispatches));
    });
    expect(cut).toEqual(uncut);
  }
  const paced = await ringAfter(async (run) => {
    expect(await submitSteps(run)).toBeGreaterThan(3);
  });
  expect(paced).toEqual(uncut);
});

test.each(inTier([3, 10, 40, 200], [3, 40]))(
  'on an adapter that takes %d ms for a dispatch, no submit lasts longer than 90 ms and a dispatch',
  async (cost) => {
    const memory = new Memory(gpu.device);
    const { step } = await prepareRun(gpu, memory, job);
    let dispatches = 0;
    const dispatch = GPUComputePassEncoder.prototype.dispatchWorkgroups;
    vi.spyOn(GPUComputePassEncoder.prototype, 'dispatchWorkgroups').mockImplementation(function (
      this: GPUComputePassEncoder,
      ...sizes
    ) {
      dispatches += 1;
      return dispatch.apply(this, sizes);
    });
    // The adapter's own clock. It advances by the time of the submitted work when the work is done.
    let clock = 0;
    let ended: Promise<undefined> = Promise.resolve(undefined);
    const submits: number[] = [];
    const done = gpu.device.queue.onSubmittedWorkDone.bind(gpu.device.queue);
    vi.spyOn(gpu.device.queue, 'onSubmittedWorkDone').mockImplementation(() => {
      const milliseconds = dispatches * cost;
      dispatches = 0;
      submits.push(milliseconds);
      const earlier = ended;
      ended = Promise.all([earlier, done()]).then(async () => {
        // Each submit ends in its own turn of the event loop.
        await new Promise((resolve) => setTimeout(resolve));
        clock += milliseconds;
        return undefined;
      });
      return ended;
    });
    const watch = new GapWatch({ now: () => clock, wall: () => clock });
    const submitter = new Submitter(gpu.device, step, steps, new Pacer(step.length), watch);
    for (let whole = 0; whole < steps;) whole += await submitter.submit(steps - whole);
    await submitter.drain();
    memory.destroy();
    const least = Math.ceil((steps * step.length * cost) / (90 + cost));
    expect(submits.length).toBeGreaterThanOrEqual(least);
    expect(Math.max(...submits)).toBeLessThanOrEqual(90 + cost);
    expect(submitter.activeMilliseconds).toBe(clock);
  },
);

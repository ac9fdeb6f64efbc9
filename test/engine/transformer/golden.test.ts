import { commands } from 'vitest/browser';
import { afterEach, describe, expect, inject, test } from 'vitest';
import { Memory } from '../../../src/engine/gpu/memory.ts';
import type { ModelShape } from '../../../src/engine/trainer.ts';
import { prepareRun, type TrainingRun } from '../../../src/engine/run/training-run.ts';
import { loadGoldenRun } from '../../harness/engine/golden-run.ts';
import { everyTuning } from '../../harness/engine/every-tuning.ts';
import { readFloats, testGpu } from '../../harness/engine/test-gpu.ts';
import { inTier } from '../../harness/tier.ts';

const gpu = await testGpu();
const names = await commands.listGoldenRuns();

/**
 * Steps of a run that check kernels which this adapter would not choose, because a software adapter is slow with them.
 */
const FIRST_STEPS = inject('everyStep') ? Infinity : 5;

/**
 * The plain kernels and this adapter's choice. In the full tier also every variant that a tuning can choose, at least
 * once.
 */
const TUNINGS = [
  { name: 'the plain kernels', plain: true, tuning: gpu.tuning, most: Infinity },
  { name: 'the kernels that this adapter chooses', plain: false, tuning: gpu.tuning, most: Infinity },
  ...inTier(everyTuning(gpu), []).map((tuning) => ({
    name: `${tuning.products.name} and attention by ${tuning.attention}`,
    plain: false,
    tuning,
    most: FIRST_STEPS,
  })),
];

afterEach(() => expect(gpu.errors).toEqual([]));

/** Submits the first steps of the job at once. */
function train(run: TrainingRun, steps: number): void {
  const encoder = gpu.device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let step = 0; step < steps; step++) run.step.record(pass);
  pass.end();
  gpu.device.queue.submit([encoder.finish()]);
}

function largestRelative(actual: ArrayLike<number>, expected: readonly number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs(actual[i] - value) / Math.abs(value)));
}

function meanAbsolute(values: Float32Array): number {
  return values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
}

/**
 * Without rotary positions a key's bias adds the same to every score of a query: its gradient is exactly zero, and Adam
 * amplifies the rounding errors, in PyTorch as here.
 */
function undecided(shape: ModelShape, tensor: string, index: number): boolean {
  if (shape.kind !== 'transformer') return false;
  const { positions, width } = shape;
  return positions === 'learned' && tensor.endsWith('qkv.bias') && index >= width && index < 2 * width;
}

describe.each(names)('the recorded PyTorch run %s', (name) => {
  test.each(TUNINGS)(
    'is reproduced by $name: losses, gradient norms, final weights',
    async ({ plain, tuning, most }) => {
      const { job, expected, final } = await loadGoldenRun(name);
      const memory = new Memory(gpu.device);
      const run = await prepareRun({ ...gpu, tuning }, memory, { ...job, plain });
      const steps = Math.min(job.shares.length, most);
      train(run, steps);
      expect(expected.loss).toHaveLength(job.shares.length);
      expect(expected.grad_norm).toHaveLength(job.shares.length);
      const ring = await readFloats(gpu.device, run.ring);
      const losses = Float32Array.from({ length: steps }, (_, step) => ring[2 * step]);
      const norms = Float32Array.from({ length: steps }, (_, step) => ring[2 * step + 1]);
      expect(largestRelative(losses, expected.loss.slice(0, steps))).toBeLessThan(2e-4);
      expect(largestRelative(norms, expected.grad_norm.slice(0, steps))).toBeLessThan(1e-3);
      const weights = await readFloats(gpu.device, run.parameters.view);
      const tensors = steps === job.shares.length ? run.parameters.layout.tensors : [];
      for (const { name: tensor, offset, count } of tensors) {
        const decided = (_: number, i: number): boolean => !undecided(job.network.shape, tensor, i);
        const trained = weights.subarray(offset, offset + count).filter(decided);
        const wanted = final.subarray(offset, offset + count).filter(decided);
        const drift = meanAbsolute(trained.map((value, i) => value - wanted[i])) / meanAbsolute(wanted);
        expect(drift, tensor).toBeLessThan(1e-4);
      }
      memory.destroy();
    },
  );

  test('has the recorded mean loss at each position of its first batch', async () => {
    const { job, expected } = await loadGoldenRun(name);
    const memory = new Memory(gpu.device);
    const starts = job.training.starts.subarray(0, job.batch);
    const run = await prepareRun(gpu, memory, { ...job, validation: starts });
    const { evaluation } = run;
    if (!evaluation) throw new Error('a job with validation windows has an evaluation');
    const encoder = gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    evaluation.program.record(pass);
    pass.end();
    gpu.device.queue.submit([encoder.finish()]);
    const sums = await readFloats(gpu.device, evaluation.positionSums);
    expect(expected.position_loss_step0).toHaveLength(job.network.shape.context);
    const means = sums.map((sum) => sum / job.batch);
    expect(largestRelative(means, expected.position_loss_step0)).toBeLessThan(2e-4);
    memory.destroy();
  });
});

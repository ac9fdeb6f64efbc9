import { expect, test } from 'vitest';
import { openGpu, type BenchmarkGpu } from '../../../src/benchmark/device/open-gpu.ts';
import { TimedPipelines } from '../../../src/benchmark/device/timed-pipelines.ts';
import { trainingJob, type TrainingJobSettings } from '../../../src/benchmark/device/training-job.ts';
import { checkLosses } from '../../../src/benchmark/measure/check-losses.ts';
import { checkedJob } from '../../../src/benchmark/measure/prepare-entry.ts';
import { entryOf } from '../../../src/benchmark/standard/entries.ts';
import { STANDARD } from '../../../src/benchmark/standard/standard.ts';
import type { Kernel } from '../../../src/engine/gpu/kernel.ts';
import type { Compiled } from '../../../src/engine/gpu/pipelines.ts';
import { lossDistance } from '../../harness/benchmark/smallest-entry.ts';

const gpu = await openGpu();

/** A driver that replaces a piece of code in every shader that has it. */
class Patched extends TimedPipelines {
  replaced = 0;

  constructor(
    private readonly code: string,
    private readonly by: string,
  ) {
    super(gpu.device);
  }

  override compile(kernel: Kernel<string>): Promise<Compiled> {
    const { name, code } = kernel.shader;
    if (code.includes(this.code)) this.replaced += 1;
    return super.compile({ ...kernel, shader: { name, code: code.replaceAll(this.code, this.by) } });
  }
}

/** The largest distance of a shape's losses from the recorded ones. */
async function distance(name: string, on: BenchmarkGpu, settings?: TrainingJobSettings): Promise<number> {
  const entry = entryOf(name);
  const { losses } = await checkLosses(
    on,
    checkedJob(trainingJob(entry.shape, settings)),
    { plain: false, tuning: gpu.tuning },
    { steps: entry.lossSteps },
  );
  return lossDistance(losses, entry);
}

test.each(['32/2', '32/4'])(
  'the usual kernels of an adapter have the recorded losses of %s',
  async (name) => {
    expect(await distance(name, gpu)).toBeLessThan(STANDARD.lossTolerance / 2);
  },
);

const ERRORS: [where: string, code: string, by: string][] = [
  ['the slope of GELU', 'return gate + near', 'return gate - near'],
  ['the gradient of LayerNorm', '- normed * means.y', ''],
  ['the bias correction of AdamW', 'sqrt(v / schedule.z)', 'sqrt(v)'],
  ['the gradient of attention', '- queries.delta', ''],
  ['the decay of weights', '(1 - rate * decay)', '(1 - 10 * rate * decay)'],
];

// The short curve shows less of an error than the long one.
test.each(ERRORS)('an error in %s leaves a recorded curve', async (_, code, by) => {
  const pipelines = new Patched(code, by);
  const far = await distance('32/4', { ...gpu, pipelines });
  expect(pipelines.replaced).toBeGreaterThan(0);
  expect(far).toBeGreaterThan(STANDARD.lossTolerance);
});

test.each([1.01, 0.99])(
  'a learning rate of %f times the standard leaves a recorded curve',
  async (factor) => {
    const learningRate = factor * STANDARD.training.learningRate;
    const far = await distance('32/4', gpu, { learningRate });
    expect(far).toBeGreaterThan(STANDARD.lossTolerance);
  },
);

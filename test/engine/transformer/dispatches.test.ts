import { afterAll, expect, test } from 'vitest';
import { Memory } from '../../../src/engine/gpu/memory.ts';
import { fits } from '../../../src/engine/ops/tuning.ts';
import { ATTENTION_VARIANTS } from '../../../src/engine/ops/attention.ts';
import type { TransformerShape } from '../../../src/engine/trainer.ts';
import { prepareRun } from '../../../src/engine/run/training-run.ts';
import { trainingJob } from '../../../src/benchmark/device/training-job.ts';
import { testGpu } from '../../harness/engine/test-gpu.ts';
import { FULL } from '../../harness/tier.ts';

const gpu = await testGpu();
const memory = new Memory(gpu.device);

afterAll(() => memory.destroy());

const SHAPE: TransformerShape = {
  kind: 'transformer',
  vocabulary: 7,
  context: 4,
  width: 8,
  layers: 3,
  heads: 2,
  feedForward: 12,
  positions: 'rotary',
  tiedHead: true,
};

const SHAPES: TransformerShape[] = [
  SHAPE,
  { ...SHAPE, layers: 1, positions: 'learned', tiedHead: false },
  { ...SHAPE, layers: 5, positions: 'learned' },
  { ...SHAPE, layers: 2, positions: 'both' },
];

test.each(SHAPES)(
  'a step takes at most 8 + 12·L dispatches: L = $layers, $positions positions',
  async (shape) => {
    for (const variant of ATTENTION_VARIANTS) {
      const { name } = variant;
      if (name === 'plain' || !fits(variant, gpu.device)) continue;
      if (!FULL && name !== gpu.tuning.attention) continue;
      const tuning = { ...gpu.tuning, attention: name };
      const { step } = await prepareRun({ ...gpu, tuning }, memory, trainingJob(shape));
      expect(step.length).toBeLessThanOrEqual(8 + 12 * shape.layers);
    }
  },
);

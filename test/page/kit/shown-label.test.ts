import { expect, test } from 'vitest';
import { EXPERIMENT_IDS, presetRuns } from '../../../src/lab/experiments/presets.ts';
import { runLabels } from '../../../src/lab/plan/run-labels.ts';
import { PRODUCT_VARIANTS, withFewSlices } from '../../../src/engine/ops/products.ts';
import { ATTENTION_VARIANTS } from '../../../src/engine/ops/attention.ts';
import { kernelName } from '../../../src/page/kit/kernel-name.ts';
import { shownLabel } from '../../../src/page/kit/shown-label.ts';

test('sources and schedules have their names in labels, and other parts stay', () => {
  expect(shownLabel('zipf-markov-small · d 12')).toBe('Zipf–Markov 256 · d 12');
  expect(shownLabel('warmup-stable-decay')).toBe('late cooldown');
  expect(shownLabel('L 2 · d 24 · F/d 8')).toBe('L 2 · d 24 · F/d 8');
});

test.each(EXPERIMENT_IDS)('labels of %s differ from one another as people read them, without ids', (id) => {
  const labels = runLabels(presetRuns(id, 'full')).map(shownLabel);
  expect(new Set(labels).size).toBe(labels.length);
  expect(labels.join(' ')).not.toMatch(/[a-z]-[a-z]/);
});

test('every variant of kernels has a name of its own in words', () => {
  const products = [...PRODUCT_VARIANTS, ...PRODUCT_VARIANTS.map(withFewSlices)].map(({ name }) => name);
  for (const variants of [products, ATTENTION_VARIANTS.map(({ name }) => name)]) {
    const names = variants.map(kernelName);
    expect(new Set(names).size).toBe(variants.length);
    for (const name of names) expect(name).toMatch(/ /);
  }
  expect(kernelName('tiles-64x32-few-slices')).toBe('tiles in shared memory (64 × 32, few slices)');
});

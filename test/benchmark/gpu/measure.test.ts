import { expect, test } from 'vitest';
import type { BenchmarkEvent } from '../../../src/benchmark/benchmark.ts';
import { LocalBenchmark } from '../../../src/benchmark/measure/local-benchmark.ts';
import { openGpu } from '../../../src/benchmark/device/open-gpu.ts';
import { isLeftOut, prepareEntry } from '../../../src/benchmark/measure/prepare-entry.ts';
import { entriesOf, entryOf } from '../../../src/benchmark/standard/entries.ts';
import { STANDARD } from '../../../src/benchmark/standard/standard.ts';
import { STANDARD_HASH } from '../../../src/benchmark/standard/standard-hash.ts';
import { fullTest, inTier } from '../../harness/tier.ts';
import { lossDistance, measureSmallestEntry } from '../../harness/benchmark/smallest-entry.ts';

test('the smallest entry is measured to its end, with the recorded losses', async () => {
  const { distance, samples } = await measureSmallestEntry();
  expect(distance).toBeLessThan(STANDARD.lossTolerance);
  expect(samples).toHaveLength(STANDARD.samples.inPass);
  for (const milliseconds of samples) expect(milliseconds).toBeGreaterThan(0);
});

test('each lane has the losses of its own seed', async () => {
  const gpu = await openGpu();
  const entry = entryOf('64/2 × 2');
  const prepared = await prepareEntry(gpu, { ...entry, referenceMilliseconds: 1 });
  if (isLeftOut(prepared)) throw new Error(prepared.why);
  expect(lossDistance(prepared.checked.losses, entry)).toBeLessThan(STANDARD.lossTolerance);
  gpu.device.destroy();
});

test('an entry that does not fit in the memory of the adapter, or in the time, is left out with the reason', async () => {
  const gpu = await openGpu();
  const huge = { ...entryOf('512/8'), lanes: 1_000 };
  expect(await prepareEntry(gpu, huge)).toEqual({
    name: '512/8',
    why: expect.stringContaining('bytes') as string,
  });
  gpu.device.destroy();
});

test('a quick benchmark tells how far it is, and gives figures that name the standard', async () => {
  const events: BenchmarkEvent[] = [];
  const benchmark = new LocalBenchmark();
  benchmark.setThrottled('on battery');
  const result = await benchmark.run({ quick: true, seed: 3 }, (event) => events.push(event));
  const entry = entryOf('64/2');
  expect(result).toMatchObject({
    standard: STANDARD_HASH,
    quick: true,
    seed: 3,
    order: ['64/2'],
    leftOut: [],
    adapter: { software: true },
    circumstances: { hidden: false, gaps: 0, throttled: 'on battery' },
  });
  expect(lossDistance(result.entries[0].losses, entry)).toBeLessThan(STANDARD.lossTolerance);
  expect(result.entries[0].passes.map((pass) => pass.length)).toEqual([5, 5]);
  for (const ceiling of Object.values(result.ceilings)) expect(ceiling).toBeGreaterThan(0);
  expect(result.firstLossMilliseconds).toBeGreaterThan(result.compileMilliseconds);
  expect(result.compileMilliseconds).toBeGreaterThan(0);

  const told = events.filter((event) => event.kind === 'progress');
  expect(told[0]).toMatchObject({ entry: 'first loss', share: 0 });
  expect(told[0].secondsLeft).toBeGreaterThan(1);
  expect(told.map(({ share }) => share)).toEqual(told.map(({ share }) => share).toSorted((a, b) => a - b));
  expect(told.slice(-2).map((one) => one.entry)).toEqual(['64/2', '64/2']);
  const measured = events.filter((event) => event.kind === 'entry');
  expect(measured.map(({ times }) => times.passes.map((pass) => pass.length))).toEqual([
    [5, 0],
    [5, 5],
  ]);
  expect(measured.at(-1)?.times).toEqual(result.entries[0]);
});

fullTest('a page that was hidden at any time is told of, also if it is in view again', async () => {
  const benchmark = new LocalBenchmark();
  let toggled = false;
  const result = await benchmark.run({ quick: true, seed: 1 }, () => {
    if (toggled) return;
    toggled = true;
    benchmark.setHidden(true);
    benchmark.setHidden(false);
  });
  expect(result.circumstances.hidden).toBe(true);
});

test('a benchmark that is stopped rejects with one sentence, and another one can run after it', async () => {
  const benchmark = new LocalBenchmark();
  for (const at of inTier(['first loss', 'kernels of 64/2', 'ceilings', '64/2'], ['kernels of 64/2'])) {
    const running = benchmark.run({ quick: true, seed: 1 }, (event) => {
      if (event.kind === 'progress' && event.entry === at) setTimeout(() => benchmark.stop(), 50);
    });
    await expect(running, at).rejects.toThrow(/^the benchmark was stopped$/);
  }
  const events: BenchmarkEvent[] = [];
  const again = benchmark.run({ quick: true, seed: 1 }, (event) => events.push(event));
  await expect(benchmark.run({ quick: true, seed: 1 }, () => {})).rejects.toThrow(
    'another benchmark is running',
  );
  benchmark.stop();
  await expect(again).rejects.toThrow('the benchmark was stopped');
  expect(events).not.toEqual([]);
});

test('a lost GPU ends the measurement with one sentence', async () => {
  const gpu = await openGpu();
  const [entry] = entriesOf(true, true);
  gpu.device.destroy();
  await gpu.device.lost;
  await expect(prepareEntry(gpu, entry)).rejects.toThrow(/^the GPU was lost/);
});

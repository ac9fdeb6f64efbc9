import { expect, test } from 'vitest';
import type { Details } from '../../../bench/details.ts';
import type { StepTimes } from '../../../bench/time-by-turns.ts';
import { detailsTable } from '../../../cli/bench/details-table.ts';
import { isVoid, resultTable } from '../../../cli/bench/result-table.ts';
import type { BenchmarkResult } from '../../../src/benchmark/result.ts';
import { entryOf, recordedLosses } from '../../../src/benchmark/standard/entries.ts';
import { STANDARD_HASH } from '../../../src/benchmark/standard/standard-hash.ts';

const RESULT: BenchmarkResult = {
  standard: STANDARD_HASH,
  quick: false,
  edition: '00c0ffee',
  made: Date.UTC(2026, 0, 1),
  machine: {
    adapter: 'google swiftshader',
    software: true,
    browser: 'Chromium 140',
    system: 'Linux 6',
    label: '',
  },
  seed: 7,
  order: ['32/2'],
  entries: [
    {
      name: '32/2',
      kernels: 'quads-16 with attention by quads',
      warmUpSteps: 9,
      stepsPerSample: 3,
      passes: [
        [99, 100, 101, 100, 100],
        [100, 100, 250, 100, 100],
      ],
      losses: recordedLosses(entryOf('32/2')),
      dispatchesPerStep: 32,
      bytesHeld: 12_340_000,
    },
  ],
  leftOut: [{ name: '512/8', why: 'software adapter' }],
  ceilings: {
    gigaflopsPerSecond: 10,
    gigabytesPerSecond: 5.55,
    microsecondsPerDispatch: 14.25,
    millisecondsPerSubmit: 0.3,
    millisecondsPerReadback: 0.456,
  },
  firstLossMilliseconds: 456.7,
  compileMilliseconds: 234.5,
  circumstances: { hidden: false, gaps: 0, throttled: '' },
};

const STEP: StepTimes = {
  name: '32/2 × 1',
  lanes: 1,
  kernels: 'quads-16 with attention by quads',
  rejected: [],
  millisecondsPerStep: 100,
  gigaflopsPerSecond: 2.5,
  share: 0.75,
};

const DETAILS: Details = {
  peakGigaflopsPerSecond: 10,
  recipe: [{ ...STEP, name: 'page d 8', rejected: ['quads-64 with attention by quads'] }],
  lanes: [STEP, { ...STEP, name: '32/2 × 2', lanes: 2, millisecondsPerStep: 1.5 }],
  checkpoints: [{ width: 64, layers: 4, bytes: 2_440_000, median: 3.14, largest: 12.6 }],
  kernels: [
    {
      width: 32,
      layers: 2,
      lanes: 1,
      kernels: [{ kernel: 'bias.add', dispatchesPerStep: 4, millisecondsPerStep: 1 }],
    },
    {
      width: 64,
      layers: 2,
      lanes: 8,
      kernels: [
        { kernel: 'matmul.tiles', dispatchesPerStep: 8, millisecondsPerStep: 60 },
        { kernel: 'bias.add', dispatchesPerStep: 4, millisecondsPerStep: 0.25 },
      ],
    },
  ],
  heap: { bytesPerStep: 0, bytesPerSubmit: 812.4 },
};

test('a result is printed with its adapter, ceilings, medians over both passes, order and what was left out', () => {
  const text = resultTable(RESULT);
  expect(text).toContain('google swiftshader (software: says nothing about a GPU)');
  expect(text).toContain('first loss after 457 ms, 235 ms of them compiling');
  expect(text).toContain('     multiply-adds  10.0 GFLOP/s\n            memory      5.5 GB/s');
  const row = text.split('\n').find((line) => line.startsWith('32/2'));
  const cells = row?.split(/ {2,}/);
  expect([cells?.[0], cells?.[3]]).toEqual(['32/2', '10240']);
  expect(text).toContain('order of the first pass (seed 7): 32/2');
  expect(text).toContain('it is measured, but gets no score');
  expect(text).toContain('512/8 left out: software adapter');
});

test('a result is void if a loss is wrong, and not because it has no score', () => {
  expect(isVoid(RESULT)).toBe(false);
  const [entry] = RESULT.entries;
  const wrong = { ...RESULT, entries: [{ ...entry, losses: entry.losses.map((loss) => loss + 0.001) }] };
  expect(isVoid(wrong)).toBe(true);
  expect(resultTable(wrong)).toContain('The loss of 32/2 left the recorded curve at step 0');
  expect(isVoid({ ...RESULT, circumstances: { ...RESULT.circumstances, hidden: true } })).toBe(true);
});

test('details print the share of the peak, lanes, checkpoints and the heap', () => {
  const text = detailsTable(DETAILS);
  expect(text).toContain('page d 8   100.00     2.50   25.0 %        0.75');
  expect(text).toContain('quads-64 with attention by quads');
  expect(text).toContain('lanes of 32/2  ms/step  ms/lane\n');
  expect(text).toContain(' d/L  MB a checkpoint   ms  largest\n64/4              2.4  3.1     12.6');
  expect(text).toContain('JavaScript heap: 0 bytes/step, 812 bytes/submit');
});

test('kernels that take longest in the last shape come first, and a kernel may be missing from a shape', () => {
  const table = detailsTable(DETAILS)
    .split('\n\n')
    .find((part) => part.includes('kernel,'));
  expect(table?.split('\n')).toEqual([
    'kernel, ms/step  32/2  64/2 × 8',
    '   matmul.tiles           60.00',
    '       bias.add  1.00    0.2500',
  ]);
});

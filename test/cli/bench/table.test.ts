import { expect, test } from 'vitest';
import type { BenchResult } from '../../../bench/bench.ts';
import type { StepTimes } from '../../../bench/time-steps.ts';
import { benchTable } from '../../../cli/bench/table.ts';
import { softwareAdapter } from '../../harness/scripts/software-adapter.ts';

const STEP: StepTimes = {
  width: 32,
  layers: 2,
  lanes: 1,
  tuning: {
    source: 'measured',
    products: 'quads-16',
    attention: 'quads',
    rejected: [],
    milliseconds: 1234.5,
  },
  firstStepMilliseconds: 412,
  millisecondsPerStep: 100,
  fastestMillisecondsPerStep: 98.5,
  tokensPerSecond: 10_240,
  gigaflopsPerSecond: 2.5,
  dispatchesPerStep: 32,
  submitsPerStep: 1 / 3,
  bytesHeld: 12_340_000,
};

const QUICK: BenchResult = {
  voided: [],
  adapter: softwareAdapter,
  deviceMilliseconds: 23.4,
  firstLossMilliseconds: 456.7,
  steps: [STEP],
};

const WHOLE: BenchResult = {
  ...QUICK,
  ceilings: {
    gigaflopsPerSecond: 10,
    gigabytesPerSecond: 5.55,
    microsecondsPerDispatch: 14.25,
    millisecondsPerSubmit: 0.3,
  },
  lanes: [
    { ...STEP, tuning: { ...STEP.tuning, source: 'remembered', milliseconds: 0 } },
    {
      ...STEP,
      lanes: 2,
      millisecondsPerStep: 1.5,
      tuning: { ...STEP.tuning, rejected: ['quads-64 with attention by quads'] },
    },
  ],
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

test('a quick bench prints only steps', () => {
  expect(benchTable(QUICK).split('\n')).toEqual([
    'google swiftshader (software: says nothing about a GPU)',
    'device open after 23 ms, first loss after 457 ms',
    '',
    ' d/L  ms/step  fastest  tokens/s  GFLOP/s  of peak  dispatches/step  submits/step  MB held  first step ms',
    '32/2   100.00    98.50     10240     2.50                        32         0.333     12.3            412',
    '',
    ' d/L  lanes  products  attention  chosen in ms  rejected',
    '32/2      1  quads-16      quads          1235      none',
  ]);
});

test('a whole bench prints ceilings, the share of the peak, lanes, kernels and the heap', () => {
  const text = benchTable(WHOLE);
  expect(text).toContain('     multiply-adds  10.0 GFLOP/s\n            memory      5.5 GB/s');
  expect(text).toContain(' 25.0 % ');
  expect(text).toContain(
    ' d/L  lanes  ms/step  ms/lane\n32/2      1   100.00   100.00\n32/2      2     1.50   0.7500',
  );
  expect(text).toContain(' d/L  MB a checkpoint   ms  largest\n64/4              2.4  3.1     12.6');
  expect(text).toContain('JavaScript heap: 0 bytes/step, 812 bytes/submit');
});

test('the table shows the kernels that each run chose, and the kernels that it rejected', () => {
  const table = benchTable(WHOLE)
    .split('\n\n')
    .find((part) => part.includes('chosen'));
  const lines = table?.split('\n') ?? [];
  expect(lines).toHaveLength(3);
  expect(lines[2]).toContain('quads-64 with attention by quads');
});

test('kernels that take longest in the last shape come first, and a kernel may be missing from a shape', () => {
  const table = benchTable(WHOLE)
    .split('\n\n')
    .find((part) => part.includes('kernel'));
  expect(table?.split('\n')).toEqual([
    'kernel, ms/step  32/2  64/2 × 8',
    '   matmul.tiles           60.00',
    '       bias.add  1.00    0.2500',
  ]);
});

test('reasons why the figures are void come before the figures', () => {
  const [first] = benchTable({ ...QUICK, voided: ['the page was hidden', 'it slept'] }).split('\n');
  expect(first).toBe('VOID: the page was hidden; it slept');
});

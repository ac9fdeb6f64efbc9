import { expect, test } from 'vitest';
import { compareSummaries, type Comparison } from '../../../src/benchmark/stats/compare-summaries.ts';
import { summarise } from '../../../src/benchmark/stats/summarise.ts';
import type { BenchmarkResult, Summary } from '../../../src/benchmark/result.ts';
import { simulatedMachine, uniforms } from '../../harness/benchmark/simulated-times.ts';
import { resultOfMachine, timesOf, withoutEntry } from '../../harness/benchmark/benchmark-results.ts';

const slow = summarise(resultOfMachine(4));
const fast = summarise(resultOfMachine(2));

/** The comparison, which must not be refused. */
function compared(a: Summary, b: Summary): Comparison {
  const told = compareSummaries(a, b);
  if ('refused' in told) throw new Error(told.refused);
  return told;
}

test('a machine that takes half of the time is twice as fast, in its score and in each entry', () => {
  const { score, entries } = compared(fast, slow);
  expect(score?.ratio.value).toBeCloseTo(2, 6);
  expect(score?.withinNoise).toBe(false);
  expect(entries.map(({ name }) => name)).toEqual(fast.entries.map(({ name }) => name));
  for (const { ratio } of entries) expect(ratio.value).toBeCloseTo(2, 6);
});

test('turned round, a comparison has the inverse ratios and ends', () => {
  const [there, back] = [compared(fast, slow).score?.ratio, compared(slow, fast).score?.ratio];
  expect(back?.value).toBeCloseTo(1 / (there?.value ?? NaN), 10);
  expect(back?.low).toBeCloseTo(1 / (there?.high ?? NaN), 10);
  expect(back?.high).toBeCloseTo(1 / (there?.low ?? NaN), 10);
});

test('a benchmark is within noise of itself', () => {
  const { score, entries } = compared(fast, fast);
  expect(score?.withinNoise).toBe(true);
  expect(entries.every(({ withinNoise }) => withinNoise === true)).toBe(true);
});

test('of two runs on one machine, about 5 % differ beyond noise', () => {
  const uniform = uniforms(11);
  const draw = (): Summary => summarise(simulatedMachine(resultOfMachine(1), 0.02, uniform));
  const runs = 400;
  let beyond = 0;
  for (let i = 0; i < runs; i++) beyond += Number(compared(draw(), draw()).score?.withinNoise === false);
  expect(beyond / runs).toBeLessThan(0.07);
  expect(beyond / runs).toBeGreaterThan(0.005);
});

test('partial results are compared in what both have', () => {
  const part = summarise(withoutEntry(resultOfMachine(2), '128/4', 'it takes too long.'));
  const { score, entries } = compared(part, slow);
  expect(score).toBeNull();
  expect(entries).toHaveLength(part.entries.length);
});

test('results of different standards are not compared, and the sentence has both hashes', () => {
  const other = { ...slow, standard: 'aaaaaaaabbbbbbbb' };
  expect(compareSummaries(fast, other)).toEqual({
    refused: `One measured the standard ${fast.standard} and the other aaaaaaaabbbbbbbb: only results of one standard are compared.`,
  });
});

test('a quick benchmark is not compared', () => {
  const quick: BenchmarkResult = resultOfMachine(1, {
    quick: true,
    order: ['64/2'],
    entries: [timesOf('64/2', 0.284)],
  });
  expect(compareSummaries(fast, summarise(quick))).toEqual({
    refused: 'A quick benchmark is not compared: measure the whole standard.',
  });
});

test('a machine without intervals has ratios without intervals, and no word of noise', () => {
  const recorded = {
    standard: fast.standard,
    quick: false,
    score: null,
    voided: [],
    entries: [{ name: '64/2', millisecondsPerStep: { value: 0.284, low: null, high: null } }],
  };
  const told = compareSummaries(fast, recorded);
  if ('refused' in told) throw new Error(told.refused);
  expect(told.score).toBeNull();
  expect(told.entries).toHaveLength(1);
  expect(told.entries[0]).toMatchObject({
    name: '64/2',
    ratio: { low: null, high: null },
    withinNoise: null,
  });
  expect(told.entries[0]?.ratio.value).toBeCloseTo(0.5, 6);
});

test('results without a common measurement are not compared', () => {
  const nothing = { ...slow, score: null, entries: [] };
  expect(compareSummaries(fast, nothing)).toEqual({ refused: 'The two have no measurement in common.' });
});

test('a void result is not compared, and the reason is told; software alone is none', () => {
  const wrong = { ...slow, score: null, voided: ['The loss of 32/2 left the recorded curve at step 0.'] };
  const refused = 'A void result is not compared. The loss of 32/2 left the recorded curve at step 0.';
  expect(compareSummaries(wrong, fast)).toEqual({ refused });
  expect(compareSummaries(fast, wrong)).toEqual({ refused });
  const emulated = resultOfMachine(500);
  const software = summarise({ ...emulated, machine: { ...emulated.machine, software: true } });
  expect(software.voided).toHaveLength(1);
  expect(compareSummaries(fast, software)).toMatchObject({
    score: null,
    entries: { length: software.entries.length },
  });
});

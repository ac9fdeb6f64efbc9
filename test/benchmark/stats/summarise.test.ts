import { expect, test } from 'vitest';
import { SCORED } from '../../../src/benchmark/standard/entries.ts';
import { summarise } from '../../../src/benchmark/stats/summarise.ts';
import {
  resultOfMachine,
  timesOf,
  withEntry,
  withoutEntry,
} from '../../harness/benchmark/benchmark-results.ts';

test('a machine that takes twice as long as the reference one has half of its score, with an interval', () => {
  const { score, voided } = summarise(resultOfMachine(2));
  expect(voided).toEqual([]);
  expect(score?.value).toBeCloseTo(500, 6);
  expect(score?.low).toBeGreaterThan(480);
  expect(score?.low).toBeLessThan(500);
  expect(score?.high).toBeGreaterThan(500);
  expect(score?.high).toBeLessThan(520);
});

test('the score is the geometric mean over the six scored shapes and ignores all others', () => {
  const result = resultOfMachine(1);
  const changed = withEntry(result, '32/2', (entry) => ({
    stepsPerSample: entry.stepsPerSample * 64,
    passes: [entry.passes[0].map((time) => time / 64), entry.passes[1].map((time) => time / 64)],
  }));
  expect(SCORED).toHaveLength(6);
  // The sixth root of 64 is 2.
  expect(summarise(changed).score?.value).toBeCloseTo(2000, 6);
  const ignored = withEntry(result, '64/2 × 8', (entry) => ({
    passes: [entry.passes[0].map((time) => time * 9), entry.passes[1].map((time) => time * 9)],
  }));
  expect(summarise(ignored).score?.value).toBeCloseTo(1000, 6);
});

test('an entry has its median, the median distance from it, and an interval around it', () => {
  const [entry] = summarise(resultOfMachine(2)).entries;
  expect(entry?.name).toBe('32/2');
  expect(entry?.millisecondsPerStep.value).toBeCloseTo(0.502, 6);
  expect(entry?.deviation).toBeCloseTo(0.00502, 6);
  expect(entry?.millisecondsPerStep.low).toBeLessThan(0.502);
  expect(entry?.millisecondsPerStep.high).toBeGreaterThan(0.502);
});

test.each([
  [1.049, false],
  [1.051, true],
  [0.951, true],
  [0.954, false],
])('an entry whose second pass takes %d times as long as the first is unstable: %s', (share, unstable) => {
  const result = withEntry(resultOfMachine(1), '64/4', (entry) => ({
    passes: [entry.passes[0], entry.passes[0].map((time) => share * time)],
  }));
  expect(
    summarise(result)
      .entries.filter((entry) => entry.unstable)
      .map(({ name }) => name),
  ).toEqual(unstable ? ['64/4'] : []);
});

test('a machine that slows down by a tenth in the middle of the run has only unstable entries, and no narrow intervals', () => {
  const good = resultOfMachine(1);
  const jumped = {
    ...good,
    entries: good.entries.map((entry) => ({
      ...entry,
      passes: [entry.passes[0], entry.passes[1].map((time) => 1.1 * time)] as const,
    })),
  };
  const { entries } = summarise(jumped);
  expect(entries.every(({ unstable }) => unstable)).toBe(true);
  for (const { millisecondsPerStep: jump } of entries) expect(jump.high / jump.low).toBeGreaterThan(1.03);
});

test('a quick benchmark has figures, no score, and no reason against it', () => {
  const { score, voided, entries } = summarise(
    resultOfMachine(1, { quick: true, order: ['64/2'], entries: [timesOf('64/2', 0.284)] }),
  );
  expect({ score, voided }).toEqual({ score: null, voided: [] });
  expect(entries[0]?.millisecondsPerStep.value).toBeCloseTo(0.284, 6);
});

test('a software adapter gets its figures and no score, and nothing is said of what it had no time for', () => {
  const machine = { ...resultOfMachine().machine, adapter: 'SwiftShader', software: true };
  const whole = resultOfMachine(300, { machine });
  const { score, voided, entries } = summarise(withoutEntry(whole, '128/4', 'it takes too long'));
  expect(score).toBeNull();
  expect(voided).toEqual(['The adapter is software, SwiftShader: it is measured, but gets no score.']);
  expect(entries[0]?.millisecondsPerStep.value).toBeCloseTo(75.3, 6);
});

test('the kernels that trained it change nothing', () => {
  const result = resultOfMachine(1);
  expect(summarise({ ...result, edition: 'ffffffff' }).score).toEqual(summarise(result).score);
});

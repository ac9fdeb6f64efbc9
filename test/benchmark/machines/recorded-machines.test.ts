import { expect, test } from 'vitest';
import { H200 } from '../../../src/benchmark/machines/h200.ts';
import { RECORDED_MACHINES } from '../../../src/benchmark/machines/recorded-machines.ts';
import { ENTRIES } from '../../../src/benchmark/standard/entries.ts';
import { STANDARD_HASH } from '../../../src/benchmark/standard/standard-hash.ts';
import { compareSummaries } from '../../../src/benchmark/stats/compare-summaries.ts';
import { summarise } from '../../../src/benchmark/stats/summarise.ts';
import { resultOfMachine } from '../../harness/benchmark/benchmark-results.ts';

const mine = summarise(resultOfMachine(2));

test.each(RECORDED_MACHINES.map((one) => [one.machine.adapter, one] as const))(
  '%s is of this standard, says where it comes from, and can be compared',
  (_, { result, source }) => {
    expect(result.standard).toBe(STANDARD_HASH);
    expect(source).toMatch(/\.$/);
    expect(compareSummaries(mine, result)).toHaveProperty('entries');
  },
);

test('the H200 has no interval, no score, and no figure that was not measured', () => {
  const { entries, score } = H200.result;
  expect(score).toBeNull();
  expect(entries.every(({ millisecondsPerStep }) => millisecondsPerStep.low === null)).toBe(true);
  expect(entries.map(({ name }) => name)).not.toContain('64/4');
});

test('the reference times of shapes that the H200 measured are its times', () => {
  const measured = new Map(
    H200.result.entries.map(({ name, millisecondsPerStep }) => [name, millisecondsPerStep.value]),
  );
  const both = ENTRIES.filter(
    ({ name, referenceMilliseconds }) => referenceMilliseconds !== undefined && measured.has(name),
  );
  expect(both.map(({ referenceMilliseconds }) => referenceMilliseconds)).toEqual(
    both.map(({ name }) => measured.get(name)),
  );
  expect(both).toHaveLength(3);
});

import { expect, test } from 'vitest';
import { recordedFile } from '../../../cli/recordings/recorded-file.ts';
import { benchmarkJson } from '../../../src/benchmark/result/benchmark-json.ts';
import { summarise } from '../../../src/benchmark/stats/summarise.ts';
import type { BenchmarkResult } from '../../../src/benchmark/result.ts';
import { resultOfMachine } from '../../harness/benchmark/benchmark-results.ts';

const good = resultOfMachine(2);
const of = (changed: Partial<BenchmarkResult>): string => benchmarkJson({ ...good, ...changed });

test('what a command printed is recorded with its source, also behind other lines', () => {
  const expected = { source: 'Measured by us.', summary: summarise(good) };
  expect(recordedFile(of({}), 'Measured by us.')).toEqual(expected);
  expect(recordedFile(`\n> loglog@0.1.0 bench\n\n${of({})}`, 'Measured by us.')).toEqual(expected);
});

test('software is recorded without a score', () => {
  const machine = { ...good.machine, software: true };
  expect(recordedFile(of({ machine }), 'a').summary.score).toBeNull();
});

test.each<[string, Partial<BenchmarkResult>, RegExp]>([
  ['a quick benchmark', { quick: true }, /^a quick benchmark is not compared/],
  ['another standard', { standard: 'aaaaaaaa' }, /^it measured the standard aaaaaaaa/],
  [
    'a void benchmark',
    { circumstances: { hidden: true, gaps: 0, throttled: '' } },
    /^it is void: The page was hidden/,
  ],
])('%s is not recorded', (_, changed, sentence) => {
  expect(() => recordedFile(of(changed), 'a')).toThrow(sentence);
});

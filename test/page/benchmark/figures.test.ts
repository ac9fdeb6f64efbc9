import { expect, test } from 'vitest';
import { summarise } from '../../../src/benchmark/stats/summarise.ts';
import { allCompared } from '../../../src/page/benchmark/all-compared.ts';
import { batteryWords } from '../../../src/page/benchmark/battery-words.ts';
import { besideScore, entryTable, leftOutWords } from '../../../src/page/benchmark/card-figures.ts';
import { barsOf, comparables, SCORE } from '../../../src/page/benchmark/compared.ts';
import { differenceWords } from '../../../src/page/benchmark/difference-words.ts';
import { rooflineOf } from '../../../src/page/benchmark/roofline-data.ts';
import { resultOfMachine, timesOf } from '../../harness/benchmark/benchmark-results.ts';

const RESULT = resultOfMachine(2);
const SUMMARY = summarise(RESULT);

test('a dot is as far below the line of dispatches as its step takes longer than its dispatches', () => {
  const { ceilings, dots } = rooflineOf(RESULT, SUMMARY);
  const line = ceilings.find(({ label }) => label === 'dispatches');
  // 56 dispatches of 2.55 µs, in a step of twice 0.497 ms.
  const dot = dots.find(({ name }) => name === '64/4');
  const limit = line?.points.find(({ x }) => x === 64);
  expect((limit?.y ?? NaN) / (dot?.flopsPerSecond ?? NaN)).toBeCloseTo((2 * 0.497) / (56 * 2.55e-3), 2);
});

test('the line of dispatches ends at the arithmetic', () => {
  const { ceilings } = rooflineOf(RESULT, SUMMARY);
  const line = ceilings.find(({ label }) => label === 'dispatches');
  expect(line?.points.at(-1)?.y).toBeCloseTo(57.6e12, -6);
  expect(line?.points.every(({ y }) => y <= 57.6e12 * 1.000_001)).toBe(true);
});

test('where dispatches limit nothing, no line stands for them', () => {
  const ceilings = { ...RESULT.ceilings, gigaflopsPerSecond: 17 };
  const slow = { ...RESULT, ceilings };
  expect(rooflineOf(slow, summarise(slow)).ceilings.map(({ label }) => label)).toEqual(['arithmetic']);
});

test('several lanes have no dot, and every other entry has one', () => {
  const names = rooflineOf(RESULT, SUMMARY).dots.map(({ name }) => name);
  expect(names).toEqual(['32/2', '32/4', '64/2', '64/4', '128/2', '128/4', '256/4', '512/8']);
});

test('the table has milliseconds, tokens and shares of the same step', () => {
  const [row] = entryTable(SUMMARY).rows;
  // 1,024 tokens in 0.502 ms.
  expect(row?.slice(0, 5)).toEqual(['32/2', '0.502', '2.04M', '0.783', expect.stringContaining(' to ')]);
});

test('entries that were left out for one reason share a sentence', () => {
  const leftOut = ['128/2', '128/4'].map((name) => ({ name, why: 'software adapter' }));
  expect(leftOutWords({ leftOut })).toEqual(['Left out: 128/2, 128/4 (software adapter).']);
});

test('the gain of lanes is told for the most of them', () => {
  const entries = [timesOf('64/2', 1), timesOf('64/2 × 8', 2), timesOf('64/2 × 16', 4)];
  const words = besideScore(summarise({ ...RESULT, entries, order: entries.map(({ name }) => name) }));
  expect(words[0]).toBe(
    '16 models side by side train 4 times as many tokens per second as one of them alone.',
  );
});

test('bars are sorted by speed, and one of another standard or a quick look has none', () => {
  const fast = summarise(resultOfMachine(1, { made: 1 }));
  const strange = { ...fast, standard: '0123456789abcdef' };
  const all = allCompared({ own: RESULT, others: [fast, strange, { ...fast, quick: true, score: null }] });
  expect(comparables(all)[0]).toBe(SCORE);
  const { bars } = barsOf(all, SCORE);
  expect(bars.map(({ kind }) => kind)).toEqual(['other', 'own']);
  expect(bars.map(({ value }) => Math.round(value))).toEqual([1000, 500]);
  expect(barsOf(all, '32/2').bars.map(({ kind }) => kind)).toContain('recorded');
});

test('a difference is told with its interval, as noise where it is, and refused in words', () => {
  const twin = summarise(resultOfMachine(2.002, { made: 1 }));
  expect(differenceWords(twin, SUMMARY)).toMatch(/The difference is within noise\.$/);
  expect(differenceWords(summarise(resultOfMachine(1)), SUMMARY)).toMatch(
    /^By its score it is 2 times as fast as this machine \(95 % interval 1\.9\d to 2\.0\d\)\.$/,
  );
  expect(differenceWords({ ...twin, standard: '0123456789abcdef' }, SUMMARY)).toContain('one standard');
  expect(differenceWords(twin, null)).toContain('Run the whole benchmark');
  expect(differenceWords({ ...twin, quick: true, score: null }, null)).toContain(
    'measure the whole standard',
  );
});

test.each([
  [{ charging: false, level: 0.43 }, /\(43 %\).*plug it in first/],
  [{ charging: true, level: 0.43 }, /^$/],
])('advice for the battery %o', async (charge, words) => {
  expect(await batteryWords({ userAgent: '', getBattery: async () => charge })).toMatch(words);
});

test('a browser that tells nothing of a battery, or refuses to, gets no advice', async () => {
  expect(await batteryWords({ userAgent: '' })).toBe('');
  expect(await batteryWords({ userAgent: '', getBattery: () => Promise.reject(new Error('no')) })).toBe('');
});

test('a small difference is told in per cent, and other kernels are told of', () => {
  const slower = summarise(resultOfMachine(2.06, { made: 1, edition: '89abcdef' }));
  expect(differenceWords(slower, SUMMARY)).toMatch(
    /^By its score it is 2\.91 % slower than this machine \(95 % interval: .* % slower to .* % (slower|faster)\)\./,
  );
  expect(differenceWords(slower, SUMMARY)).toMatch(
    /Its kernels differ \(89abcdef, here 0123abcd\), which may make part of the difference\.$/,
  );
});

test('a result with a wrong loss has no bar', () => {
  const fast = summarise(resultOfMachine(1, { made: 1 }));
  const wrong = { ...fast, score: null, voided: ['The loss of 32/2 left the recorded curve at step 0.'] };
  const { bars } = barsOf(allCompared({ own: RESULT, others: [wrong] }), '32/4');
  expect(bars.map(({ kind }) => kind).filter((kind) => kind !== 'recorded')).toEqual(['own']);
});

test('a long name leaves room for its value', () => {
  const { machine } = RESULT;
  const long = summarise(resultOfMachine(1, { made: 1, machine: { ...machine, label: 'L'.repeat(200) } }));
  const { bars } = barsOf(allCompared({ own: null, others: [long] }), SCORE);
  expect(bars[0]?.label).toBe(`${'L'.repeat(39)}…: 1,000`);
});

import { expect, test } from 'vitest';
import { benchmarkJson } from '../../../src/benchmark/result/benchmark-json.ts';
import { forumText } from '../../../src/benchmark/result/forum-text.ts';
import { readBenchmarkText } from '../../../src/benchmark/result/read-benchmark-text.ts';
import { shortened } from '../../../src/benchmark/result/shortened.ts';
import { summaryJson } from '../../../src/benchmark/result/summary-fields.ts';
import {
  readSummaryCode,
  SUMMARY_FORMAT,
  summaryCode,
  summaryLink,
} from '../../../src/benchmark/result/summary-link.ts';
import type { BenchmarkResult, Summary } from '../../../src/benchmark/result.ts';
import { summarise } from '../../../src/benchmark/stats/summarise.ts';
import { packedText } from '../../../src/lab/files/packed/packed-text.ts';
import { ADDRESS } from '../../harness/benchmark/benchmark-properties.ts';
import { resultOfMachine, withEntry } from '../../harness/benchmark/benchmark-results.ts';

const result = resultOfMachine(2);
const good = summarise(result);

/** What a text has, as one line each. */
async function found(text: string): Promise<string[]> {
  const all = await readBenchmarkText(text);
  return all.map((one) =>
    one.kind === 'refused' ? one.refused : `score ${one.summary.score?.value.toPrecision(3)}`,
  );
}

/** The code of a summary that no page writes, with a checksum that fits. */
const forged = (changed: Partial<Summary>): Promise<string> =>
  packedText(summaryJson(shortened({ ...good, ...changed }, { names: 20, reasons: 60 })), SUMMARY_FORMAT);

test('a link, a bare code, the JSON of a file and all of them in one message are found', async () => {
  const link = await summaryLink(good, ADDRESS);
  const code = await summaryCode(summarise(resultOfMachine(4)));
  const json = benchmarkJson(resultOfMachine(8));
  expect(await found(link)).toEqual(['score 500']);
  expect(await found(`  ${code}\n`)).toEqual(['score 250']);
  expect(await found(`\ufeff${json}`)).toEqual(['score 125']);
  expect(await found(`Mine: ${link}.\n\nHers:\n${json}\nand his is ${code}, he says.`)).toEqual([
    'score 125',
    'score 500',
    'score 250',
  ]);
  expect(await found(`${link} ${link}`)).toEqual(['score 500']);
});

test('the result of a file comes with its samples, and that of a link without', async () => {
  const [file] = await readBenchmarkText(benchmarkJson(result));
  expect(file).toEqual({ kind: 'benchmark', result, summary: good });
  const [link] = await readBenchmarkText(await summaryLink(good, ADDRESS));
  expect(link).toMatchObject({ kind: 'benchmark', result: null });
});

test('the good ones of several results are read, and each bad one has its own sentence', async () => {
  const code = await summaryCode(good);
  const wrong = code.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  expect(await found(`${code}\n\n${wrong}`)).toEqual([
    'score 500',
    expect.stringMatching(
      /^The figures of the benchmark were changed on the way: their checksum, .{8}, does not fit\.$/,
    ),
  ]);
});

test.each([
  ['nothing of a benchmark', 'The text has no benchmark: paste a link or the JSON of one.'],
  ['', 'The text has no benchmark: paste a link or the JSON of one.'],
  [
    'LB2aaaaaaaaaaaa.aaaaaaaa',
    'The figures of the benchmark have version 2 of their format, and this page reads version 1: reload both pages, so that they are of the same version.',
  ],
  [
    'LB1aaaaaaaaaaaa',
    'The figures of the benchmark are not whole: copy everything from LB1 to the 8 characters after the point.',
  ],
  ['{"format":"loglog-results"}', 'The benchmark, format: must be "loglog-benchmark", not "loglog-results".'],
  ['{"format":"loglog-benchmark","version":2}', 'The benchmark, version: must be 1, not 2.'],
])('a text such as %j is refused in a sentence', async (text, sentence) => {
  expect(await found(text)).toEqual([sentence]);
});

test('a text that is too long is not searched', async () => {
  expect(await found('x'.repeat(2_000_001))).toEqual([
    'The text may have at most 2,000,000 characters, and has 2,000,001.',
  ]);
});

test('JSON that is cut off is refused', async () => {
  const [sentence] = await found(benchmarkJson(result).slice(0, 900));
  expect(sentence).toMatch(/^The benchmark is not JSON: /);
});

test.each<[string, (file: Record<string, unknown>) => unknown, string]>([
  [
    'an unknown field',
    (file) => ({ ...file, extra: 1 }),
    'The benchmark, extra: "extra" is refused, because this name is unknown.',
  ],
  [
    'a time of zero',
    () => withTimes([0, 1]),
    'The benchmark, entries.0.passes.0.0: must be at least 1e-9, not 0.',
  ],
  [
    'a negative time',
    () => withTimes([1, -1]),
    'The benchmark, entries.0.passes.0.1: must be at least 1e-9, not -1.',
  ],
  ['an entry that comes twice', () => twice(), 'The benchmark: it measures one entry twice.'],
  [
    'an order without an entry',
    (file) => ({ ...file, order: result.order.slice(1) }),
    'The benchmark: its order does not name each of its entries once.',
  ],
  [
    'a hash that is none',
    (file) => ({ ...file, standard: '<b>' }),
    'The benchmark, standard: must be 8 to 16 hexadecimal digits, not "<b>".',
  ],
  [
    'no entry',
    (file) => ({ ...file, entries: [], order: [] }),
    'The benchmark, entries: must have a length of at least 1, and has 0.',
  ],
])('a file with %s is refused with the rule and the value', async (_, change, sentence) => {
  const file = JSON.parse(benchmarkJson(result)) as Record<string, unknown>;
  expect(await found(JSON.stringify(change(file)))).toEqual([sentence]);
});

function withTimes(times: readonly number[]): unknown {
  return JSON.parse(
    benchmarkJson(withEntry(result, '32/2', ({ passes }) => ({ passes: [times, passes[1]] }))),
  );
}

function twice(): unknown {
  const [first = result.entries[0]] = result.entries;
  return JSON.parse(benchmarkJson({ ...result, entries: [...result.entries, ...(first ? [first] : [])] }));
}

test('what a file says of its own score is not believed', async () => {
  const file = JSON.parse(benchmarkJson(result)) as { summary: { score: { value: number } } };
  file.summary.score.value = 9999;
  expect(await found(JSON.stringify(file))).toEqual(['score 500']);
});

test('a file whose losses were changed opens as void', async () => {
  const wrong = withEntry(result, '32/2', ({ losses }) => ({ losses: losses.with(3, 4) }));
  const [one] = await readBenchmarkText(benchmarkJson(wrong));
  expect(one?.kind === 'benchmark' ? one.summary.voided : []).toHaveLength(1);
});

test.each<[string, Partial<Summary>, string]>([
  [
    'a score that does not follow from its times',
    { score: { value: 2000, low: 1990, high: 2010 } },
    'The figures of the benchmark have the score 2000, which does not follow from their times: these give 500.0.',
  ],
  [
    'a score of a quick benchmark',
    { quick: true },
    'The figures of the benchmark are of a quick benchmark, which has no score.',
  ],
  [
    'a score of software',
    { machine: { ...good.machine, software: true } },
    'The figures of the benchmark are of a software adapter, which has no score.',
  ],
  [
    'a score that is void',
    { voided: ['The page was hidden.'] },
    'The figures of the benchmark have a score and a reason against it.',
  ],
  [
    'no score and no reason',
    { score: null },
    'The figures of the benchmark have no score and no reason for it.',
  ],
  [
    'a score without all of its entries',
    { entries: good.entries.slice(1) },
    'The figures of the benchmark have the score 500, which does not follow from their times: these are not all there.',
  ],
])('a link with %s is refused, also if its checksum fits', async (_, changed, sentence) => {
  const summary = {
    ...changed,
    score: changed.score === undefined ? { value: 500, low: 490, high: 510 } : changed.score,
  };
  expect(await found(await forged(summary))).toEqual([sentence]);
});

test('a link of another standard opens with its hash', async () => {
  const other: BenchmarkResult = { ...result, standard: 'aaaaaaaabbbbbbbb' };
  const [one] = await readBenchmarkText(await summaryLink(summarise(other), ADDRESS));
  expect(one).toMatchObject({ kind: 'benchmark', summary: { standard: 'aaaaaaaabbbbbbbb', score: null } });
});

test('a usual result fits its link with whole names', async () => {
  const machine = {
    adapter: 'ANGLE (Apple, ANGLE Metal Renderer: Apple M4 Max)',
    software: false,
    browser: 'Chrome 148',
    system: 'macOS',
    label: 'the laptop of the lab',
  };
  const summary = summarise({ ...result, machine });
  const link = await summaryLink(summary, ADDRESS);
  expect(link.length).toBeLessThanOrEqual(700);
  const [, code = ''] = link.split('#benchmark=');
  expect((await readSummaryCode(code)).machine).toEqual(machine);
});

test('a long reason of a driver, on many lines, is cut, and the file opens', async () => {
  const why = `no memory\n\n${'for this shape '.repeat(100)}`;
  const [one] = await readBenchmarkText(benchmarkJson({ ...result, leftOut: [{ name: '512/8', why }] }));
  const read = one?.kind === 'benchmark' ? one.result?.leftOut[0]?.why : '';
  expect(read).toHaveLength(500);
  expect(read).toMatch(/^no memory for this shape for/);
});

test('markup in names stays text', async () => {
  const label = '<img src=x onerror=alert(1)>';
  const summary = summarise({ ...result, machine: { ...result.machine, label } });
  expect((await readSummaryCode(await summaryCode(summary))).machine.label).toBe(label);
  expect(forumText(summary, '')).toContain(`${label}: NVIDIA H200`);
});

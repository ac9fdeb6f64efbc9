// The properties of what benchmarks are written as, for tests and the fuzzer. Chooses no number of cases.
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { benchmarkCsv } from '../../../src/benchmark/result/benchmark-csv.ts';
import { benchmarkJson, readBenchmarkJson } from '../../../src/benchmark/result/benchmark-json.ts';
import { forumText } from '../../../src/benchmark/result/forum-text.ts';
import { readBenchmarkText } from '../../../src/benchmark/result/read-benchmark-text.ts';
import {
  readSummaryCode,
  SUMMARY_FORMAT,
  summaryCode,
  summaryLink,
} from '../../../src/benchmark/result/summary-link.ts';
import { summaryJson } from '../../../src/benchmark/result/summary-fields.ts';
import type { BenchmarkResult, Summary } from '../../../src/benchmark/result.ts';
import { summarise } from '../../../src/benchmark/stats/summarise.ts';
import { ImportRefused } from '../../../src/lab/files/import-refused.ts';
import { packedText } from '../../../src/lab/files/packed/packed-text.ts';
import { resultOfMachine } from './benchmark-results.ts';

/** A statement that holds for every result of a benchmark. */
export interface BenchmarkProperty {
  readonly parser: 'benchmarks';
  readonly says: string;
  readonly property: fc.IRawProperty<unknown, true>;
}

/** An address of 60 characters. */
export const ADDRESS = `https://${'a'.repeat(40)}.example/abc`.padEnd(60, '/').slice(0, 60);

/** Names as machines and people may give them: long, of any script, like markup or a formula. */
const hostile = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      '<img src=x onerror=alert(1)>',
      '=HYPERLINK("a")',
      '"\n,;',
      'LB1aaaaaaaaaaaa.bbbbbbbb',
      '{"format":',
    ),
    fc.string({ unit: fc.constantFrom('𝔘', '🏳', 'é', '漢', 'a'), minLength: 80, maxLength: 100 }),
  )
  .map((text) =>
    text
      .replaceAll(/[\p{C}\u2028\u2029]/gu, '')
      .slice(0, 200)
      .replaceAll(/\p{Cs}/gu, ''),
  );

const time = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
const digits8 = fc.string({
  unit: fc.constantFrom(...Array.from('0123456789abcdef')),
  minLength: 8,
  maxLength: 8,
});

/** Results of whole runs on the standard with any times, and of other standards. */
export const anyResult: fc.Arbitrary<BenchmarkResult> = fc
  .record({
    times: fc.array(
      fc.tuple(
        time,
        fc.array(fc.double({ min: 0.9, max: 1.1, noNaN: true }), { minLength: 10, maxLength: 12 }),
      ),
      {
        minLength: 12,
        maxLength: 12,
      },
    ),
    names: fc.tuple(hostile, hostile, hostile, hostile),
    software: fc.boolean(),
    quick: fc.boolean(),
    other: fc.option(digits8, { freq: 4 }),
    edition: digits8,
    made: fc.integer({ min: 0, max: Date.UTC(2090) }),
    seed: fc.nat(2 ** 31 - 1),
    limits: fc.tuple(time, time, time, time, time),
    gaps: fc.constantFrom(0, 0, 0, 2),
    hidden: fc.boolean(),
    lost: fc.boolean(),
  })
  .map(({ times, names: [adapter, browser, system, label], other, limits, ...some }) => {
    const good = resultOfMachine(1);
    const entries = good.entries.slice(0, some.quick ? 3 : undefined).map((entry, i) => {
      const [centre, shares] = times[i] ?? [1, []];
      const all = shares.map((share) => share * centre);
      return {
        ...entry,
        passes: [all.slice(0, 5), all.slice(5)] as const,
        losses: some.lost && i === 0 ? entry.losses.map(() => NaN) : entry.losses,
      };
    });
    const [gigaflopsPerSecond, gigabytesPerSecond, microsecondsPerDispatch, perSubmit, perReadback] = limits;
    return {
      ...good,
      standard: other ?? good.standard,
      quick: some.quick,
      edition: some.edition,
      made: some.made,
      seed: some.seed,
      machine: { adapter, browser, system, label, software: some.software },
      entries,
      order: entries.map(({ name }) => name),
      ceilings: {
        gigaflopsPerSecond,
        gigabytesPerSecond,
        microsecondsPerDispatch,
        millisecondsPerSubmit: perSubmit,
        millisecondsPerReadback: perReadback,
      },
      circumstances: { hidden: some.hidden, gaps: some.gaps, throttled: '' },
    };
  });

/** Whether a summary from a link is this one, but for digits after the fourth and texts that are cut. */
export function isShortOf(read: unknown, told: unknown): boolean {
  if (typeof told === 'number' && typeof read === 'number')
    return Math.abs(read - told) <= 5.001e-4 * Math.abs(told);
  if (typeof told === 'string' && typeof read === 'string')
    return read === told || (read.endsWith('…') && told.startsWith(read.slice(0, -1)));
  if (typeof told !== 'object' || told === null) return Object.is(read, told);
  if (typeof read !== 'object' || read === null) return false;
  const keys = Object.keys(told);
  return (
    isDeepStrictEqual(keys.toSorted(), Object.keys(read).toSorted()) &&
    keys.every((key) =>
      isShortOf((read as Record<string, unknown>)[key], (told as Record<string, unknown>)[key]),
    )
  );
}

/** The refusal of a text, which must be a sentence; null if all that is found in it is accepted. */
async function refusalOf(text: string): Promise<string | null> {
  const found = await readBenchmarkText(text);
  if (found.length === 0) throw new Error('neither found nor refused');
  for (const one of found) {
    if (one.kind === 'benchmark') continue;
    if (one.refused.length > 500 || /[\p{Cc}\p{Cs}]/u.test(one.refused) || !/^\p{Lu}.*\.$/u.test(one.refused))
      throw new Error(`no sentence: ${one.refused}`);
    return one.refused;
  }
  return null;
}

const anyJson = fc.oneof(fc.json(), fc.json({ maxDepth: 1 }));

/** The JSON of a result with one of its values replaced. */
const mangledJson = fc.tuple(anyResult, fc.nat(), fc.jsonValue()).map(([result, place, value]) => {
  const file = JSON.parse(benchmarkJson(result)) as Record<string, unknown>;
  const keys = Object.keys(file);
  file[keys[place % keys.length] ?? ''] = value;
  return JSON.stringify(file);
});

/** The packed fields of a summary with one of them replaced. */
const mangledFields = fc.tuple(anyResult, fc.nat(), fc.jsonValue()).map(([result, place, value]) => {
  const fields = JSON.parse(summaryJson(summarise(result))) as unknown[];
  fields[place % fields.length] = value;
  return JSON.stringify(fields);
});

export const BENCHMARK_PROPERTIES: readonly BenchmarkProperty[] = [
  {
    parser: 'benchmarks',
    says: 'a result is read back from JSON to the last bit',
    property: fc.asyncProperty(anyResult, async (result) => {
      if (!isDeepStrictEqual(readBenchmarkJson(benchmarkJson(result)), result)) throw new Error('changed');
      const found = await readBenchmarkText(benchmarkJson(result));
      const expected = [{ kind: 'benchmark', summary: summarise(result), result }];
      if (!isDeepStrictEqual(found, expected)) throw new Error('changed in a text');
    }),
  },
  {
    parser: 'benchmarks',
    says: 'a link has at most 700 characters and carries four digits of every figure, and writing what it carries gives the same link',
    property: fc.asyncProperty(anyResult, async (result) => {
      const summary = summarise(result);
      const link = await summaryLink(summary, ADDRESS);
      if (link.length > 700) throw new Error(`${link.length} characters`);
      const code = await summaryCode(summary);
      const read = await readSummaryCode(code);
      const { made, voided, ...rest } = summary;
      const { made: readMade, voided: readVoided, ...readRest } = read;
      if (!isShortOf(readRest, rest)) throw new Error('changed');
      if (readMade !== made - (made % 1000)) throw new Error('another time');
      if (readVoided.length !== Math.min(voided.length, 3)) throw new Error('other reasons');
      if ((await summaryCode(read)) !== code) throw new Error('another link');
    }),
  },
  {
    parser: 'benchmarks',
    says: 'a link is found in a forum’s text, also in lines that a mail program broke and quoted',
    property: fc.asyncProperty(anyResult, fc.integer({ min: 30, max: 90 }), async (result, columns) => {
      const clean = {
        ...result,
        machine: { ...result.machine, adapter: 'a', browser: '', system: '', label: '' },
      };
      const summary = summarise(clean);
      const text = forumText(summary, await summaryLink(summary, ADDRESS));
      const broken = text.replaceAll(new RegExp(`(.{${columns}})(?=.)`, 'g'), '$1\n> ');
      const expected = [
        { kind: 'benchmark', summary: await readSummaryCode(await summaryCode(summary)), result: null },
      ];
      for (const one of [text, broken]) {
        if (!isDeepStrictEqual(await readBenchmarkText(one), expected)) throw new Error(`lost in ${one}`);
      }
    }),
  },
  {
    parser: 'benchmarks',
    says: 'a code with one character replaced, left out or added is refused in a sentence',
    property: fc.asyncProperty(
      anyResult,
      fc.nat(),
      fc.constantFrom('replace', 'drop', 'add'),
      fc.constantFrom(...Array.from('abcXYZ0189-_')),
      async (result, place, how, other) => {
        const code = await summaryCode(summarise(result));
        const at = 3 + (place % (code.length - 3));
        const wrong =
          code.slice(0, at) + (how === 'drop' ? '' : other) + code.slice(how === 'add' ? at : at + 1);
        if (wrong !== code && (await refusalOf(wrong)) === null) throw new Error('accepted');
      },
    ),
  },
  {
    parser: 'benchmarks',
    says: 'any JSON is accepted or refused in a sentence, in a file and in a code whose checksum fits',
    property: fc.asyncProperty(fc.oneof(anyJson, mangledJson, mangledFields), async (json) => {
      await refusalOf(json);
      await refusalOf(await packedText(json, SUMMARY_FORMAT));
      await readSummaryCode(await packedText(json, SUMMARY_FORMAT)).catch((error: unknown) => {
        if (!(error instanceof ImportRefused)) throw error;
      });
    }),
  },
  {
    parser: 'benchmarks',
    says: 'any text is searched, and what is found in it is accepted or refused in a sentence',
    property: fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.constantFrom('LB1', '.', '\n> ', 'aaaaaaaaaaaa', ' ', '{"format":"loglog-benchmark"', '}', '"'),
        ),
      ),
      async (parts) => void (await refusalOf(parts.join(''))),
    ),
  },
  {
    parser: 'benchmarks',
    says: 'a table has as many cells in each line as in the first, and no cell that a spreadsheet computes',
    property: fc.asyncProperty(anyResult, async (result) => {
      const lines = cellsOf(benchmarkCsv(result));
      const [head = []] = lines;
      if (lines.length !== result.entries.length + 1) throw new Error(`${lines.length} lines`);
      for (const cells of lines) {
        if (cells.length !== head.length) throw new Error(`${cells.length} cells, not ${head.length}`);
        if (cells.some((cell) => /^[=+@\t]/.test(cell) || /^-(?![\d.])/.test(cell)))
          throw new Error('a formula');
      }
      return Promise.resolve();
    }),
  },
];

/** The cells of comma-separated values (RFC 4180). */
function cellsOf(csv: string): string[][] {
  const lines: string[][] = [];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    if (lines.length === 0) lines.push([]);
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}

/** A summary of a good machine. */
export function goodSummary(times = 2): Summary {
  return summarise(resultOfMachine(times));
}

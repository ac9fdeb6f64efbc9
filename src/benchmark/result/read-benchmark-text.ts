import { ImportRefused } from '../../lab/files/import-refused.ts';
import { packedTextsIn } from '../../lab/files/packed/packed-text.ts';
import type { BenchmarkResult, Summary } from '../result.ts';
import { summarise } from '../stats/summarise.ts';
import { readBenchmarkJson } from './benchmark-json.ts';
import { jsonTextsIn } from './json-texts-in.ts';
import { BENCHMARK_LIMITS as LIMITS } from './limits.ts';
import { readSummaryCode, SUMMARY_FORMAT } from './summary-link.ts';

/** A benchmark that was found in a text, or why it cannot be read, in one sentence. */
export type FoundBenchmark =
  | {
      readonly kind: 'benchmark';
      readonly summary: Summary;
      /** With every sample; null from a link. */
      readonly result: BenchmarkResult | null;
    }
  | { readonly kind: 'refused'; readonly refused: string };

/**
 * The benchmarks in any text: links, codes without a link, and JSON, also in mails that broke the lines of links. A text
 * without any gives one refusal.
 */
export async function readBenchmarkText(text: string): Promise<FoundBenchmark[]> {
  if (text.length > LIMITS.textCharacters) {
    const [most, has] = [LIMITS.textCharacters, text.length].map((value) => value.toLocaleString('en'));
    return [{ kind: 'refused', refused: `The text may have at most ${most} characters, and has ${has}.` }];
  }
  const { found: files, rest } = jsonTextsIn(text);
  const codes = packedTextsIn(rest, SUMMARY_FORMAT);
  const reads = [
    ...files.map((json) => () => Promise.resolve(fromJson(json))),
    ...codes.map((code) => () => fromCode(code)),
  ];
  if (reads.length === 0) {
    return [{ kind: 'refused', refused: 'The text has no benchmark: paste a link or the JSON of one.' }];
  }
  if (reads.length > LIMITS.results) {
    const refused = `The text may have at most ${LIMITS.results} benchmarks, and has ${reads.length}.`;
    return [{ kind: 'refused', refused }];
  }
  return Promise.all(reads.map((read) => read()));
}

function fromJson(json: string): FoundBenchmark {
  try {
    const result = readBenchmarkJson(json);
    return { kind: 'benchmark', summary: summarise(result), result };
  } catch (error) {
    return refusal(error);
  }
}

async function fromCode(code: string): Promise<FoundBenchmark> {
  try {
    return { kind: 'benchmark', summary: await readSummaryCode(code), result: null };
  } catch (error) {
    return refusal(error);
  }
}

/** @throws what is no refusal */
function refusal(error: unknown): FoundBenchmark {
  if (!(error instanceof ImportRefused)) throw error;
  const [first = '', ...rest] = error.message;
  return { kind: 'refused', refused: first.toUpperCase() + rest.join('') };
}

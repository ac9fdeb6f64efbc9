import * as v from 'valibot';
import { checked } from '../../lab/files/checked.ts';
import { refuseBytes } from '../../lab/files/import-refused.ts';
import { count, size } from '../../lab/files/numbers.ts';
import { parseJson } from '../../lab/files/parse-json.ts';
import type { BenchmarkResult } from '../result.ts';
import { summarise } from '../stats/summarise.ts';
import { BENCHMARK_LIMITS as LIMITS } from './limits.ts';
import {
  areDistinct,
  ceilings,
  entryName,
  hash,
  machine,
  moment,
  name,
  notNegative,
  positive,
  words,
} from './schema-parts.ts';

/** The field `format` of the file. */
export const BENCHMARK_FORMAT = 'loglog-benchmark';

/** How a refusal calls the file. */
const WHAT = 'the benchmark';

/** JSON writes null for a number that is not finite. */
const loss = v.pipe(
  v.nullable(v.pipe(v.number(), v.minValue(-1e6), v.maxValue(1e6))),
  v.transform((value) => value ?? NaN),
);
const samples = v.pipe(v.array(positive), v.minLength(1), v.maxLength(LIMITS.samples));

const entryTimes = v.strictObject({
  name: entryName,
  kernels: words,
  warmUpSteps: count,
  stepsPerSample: size(1e9),
  passes: v.strictTuple([samples, samples]),
  losses: v.pipe(v.array(loss), v.maxLength(LIMITS.losses)),
  dispatchesPerStep: count,
  bytesHeld: count,
});

const few = <Item extends v.GenericSchema>(item: Item) => v.pipe(v.array(item), v.maxLength(LIMITS.entries));

const resultSchema = v.pipe(
  v.strictObject({
    format: v.literal(BENCHMARK_FORMAT),
    version: v.literal(1),
    standard: hash,
    quick: v.boolean(),
    edition: hash,
    made: moment,
    machine,
    seed: v.pipe(count, v.maxValue(2 ** 32 - 1)),
    order: few(entryName),
    entries: v.pipe(few(entryTimes), v.minLength(1)),
    leftOut: few(v.strictObject({ name: entryName, why: words })),
    ceilings,
    firstLossMilliseconds: notNegative,
    compileMilliseconds: notNegative,
    circumstances: v.strictObject({ hidden: v.boolean(), gaps: count, throttled: name }),
    // What follows from the rest is computed again.
    summary: v.optional(v.unknown()),
  }),
  v.check(({ entries }) => areDistinct(entries.map((entry) => entry.name)), 'it measures one entry twice'),
  v.check(
    ({ entries, order }) =>
      order.length === entries.length && entries.every((entry) => order.includes(entry.name)),
    'its order does not name each of its entries once',
  ),
);

/** A result with what follows from it, for people and programs that read files. */
export function benchmarkJson(result: BenchmarkResult): string {
  const { entries, score, voided } = summarise(result);
  const file = { format: BENCHMARK_FORMAT, version: 1, ...result, summary: { score, voided, entries } };
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** What `benchmarkJson` has written. @throws {ImportRefused} */
export function readBenchmarkJson(text: string): BenchmarkResult {
  refuseBytes(WHAT, new TextEncoder().encode(text).length, LIMITS.jsonBytes);
  const {
    format: _,
    version: __,
    summary: ___,
    ...result
  } = checked(resultSchema, parseJson(text, WHAT), WHAT);
  return result;
}

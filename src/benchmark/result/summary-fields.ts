import * as v from 'valibot';
import { checked } from '../../lab/files/checked.ts';
import { ImportRefused, shown } from '../../lab/files/import-refused.ts';
import { count } from '../../lab/files/numbers.ts';
import { parseJson } from '../../lab/files/parse-json.ts';
import type { Ceilings, EntrySummary, Estimate, Summary } from '../result.ts';
import { BENCHMARK_LIMITS as LIMITS } from './limits.ts';
import {
  areDistinct,
  CEILING_NAMES,
  entryName,
  hash,
  name,
  notNegative,
  positive,
  words,
} from './schema-parts.ts';

/** How a refusal calls the content of a link. */
export const FIGURES = 'the figures of the benchmark';

/** The fields of a summary, in their order in a link. docs/FORMATS.md explains each. */
export const SUMMARY_FIELDS = [
  'standard',
  'quick',
  'edition',
  'made',
  'adapter',
  'software',
  'browser',
  'system',
  'label',
  'seed',
  'entries',
  'ceilings',
  'first_loss',
  'compile',
  'score',
  'voided',
] as const;

const flag = v.pipe(
  v.picklist([0, 1]),
  v.transform((value) => value === 1),
);
const estimate = v.pipe(
  v.strictTuple([positive, positive, positive]),
  v.check(([value, low, high]) => low <= value && value <= high, 'its interval does not hold its estimate'),
  v.transform(([value, low, high]): Estimate => ({ value, low, high })),
);
const entry = v.pipe(
  v.strictTuple([entryName, positive, positive, positive, notNegative, flag]),
  v.check(([, value, low, high]) => low <= value && value <= high, 'its interval does not hold its estimate'),
  v.transform(([title, value, low, high, deviation, unstable]): EntrySummary => ({
    name: title,
    millisecondsPerStep: { value, low, high },
    deviation,
    unstable,
  })),
);

const schema = v.strictObject({
  standard: hash,
  quick: flag,
  edition: hash,
  made: v.pipe(count, v.maxValue(Date.UTC(2100) / 1000)),
  adapter: name,
  software: flag,
  browser: name,
  system: name,
  label: name,
  seed: v.pipe(count, v.maxValue(2 ** 32 - 1)),
  entries: v.pipe(
    v.array(entry),
    v.minLength(1),
    v.maxLength(LIMITS.entries),
    v.check((entries) => areDistinct(entries.map((one) => one.name)), 'one entry comes twice'),
  ),
  ceilings: v.pipe(
    v.strictTuple([notNegative, notNegative, notNegative, notNegative, notNegative]),
    v.transform(
      ([
        gigaflopsPerSecond,
        gigabytesPerSecond,
        microsecondsPerDispatch,
        millisecondsPerSubmit,
        millisecondsPerReadback,
      ]): Ceilings => ({
        gigaflopsPerSecond,
        gigabytesPerSecond,
        microsecondsPerDispatch,
        millisecondsPerSubmit,
        millisecondsPerReadback,
      }),
    ),
  ),
  first_loss: notNegative,
  compile: notNegative,
  score: v.nullable(estimate),
  voided: v.pipe(v.array(words), v.maxLength(LIMITS.entries)),
});

/** The compact JSON of a summary. */
export function summaryJson(summary: Summary): string {
  const { machine, entries, ceilings, score } = summary;
  const said = {
    standard: summary.standard,
    quick: Number(summary.quick),
    edition: summary.edition,
    made: Math.floor(summary.made / 1000),
    adapter: machine.adapter,
    software: Number(machine.software),
    browser: machine.browser,
    system: machine.system,
    label: machine.label,
    seed: summary.seed,
    entries: entries.map(
      ({ name: title, millisecondsPerStep: { value, low, high }, deviation, unstable }) => [
        title,
        value,
        low,
        high,
        deviation,
        Number(unstable),
      ],
    ),
    ceilings: CEILING_NAMES.map((limit) => ceilings[limit]),
    first_loss: summary.firstLossMilliseconds,
    compile: summary.compileMilliseconds,
    score: score === null ? null : [score.value, score.low, score.high],
    voided: summary.voided,
  } satisfies Record<(typeof SUMMARY_FIELDS)[number], unknown>;
  return JSON.stringify(SUMMARY_FIELDS.map((field) => said[field]));
}

/** What `summaryJson` has written. @throws {ImportRefused} */
export function readSummaryJson(json: string): Summary {
  const values = parseJson(json, FIGURES);
  if (!Array.isArray(values) || values.length !== SUMMARY_FIELDS.length) {
    const has = Array.isArray(values) ? `${values.length}` : 'none';
    throw new ImportRefused(`${FIGURES} must have ${SUMMARY_FIELDS.length} fields, and have ${shown(has)}.`);
  }
  const named = Object.fromEntries(SUMMARY_FIELDS.map((field, i) => [field, values[i] as unknown]));
  const { adapter, software, browser, system, label, first_loss, compile, made, ...rest } = checked(
    schema,
    named,
    FIGURES,
  );
  return {
    ...rest,
    made: made * 1000,
    machine: { adapter, software, browser, system, label },
    firstLossMilliseconds: first_loss,
    compileMilliseconds: compile,
  };
}

import * as v from 'valibot';
import { experimentSize, trainedExperimentId } from './experiment-file.ts';
import { LOSS_UNIT } from './formats.ts';
import {
  finite,
  isoTime,
  loss as plausible,
  note,
  positive,
  seconds,
  sha256,
  share,
  name,
  size,
  speed,
  words,
} from './numbers.ts';
import type { Column } from './result-columns.ts';
import { corpus, positions, rotaryBase, scheduleKind, textParts } from './run-schema.ts';

const SIDE = 4_096;
/** The longest list of evaluations. */
const LIST_CHARACTERS = 200_000;

/** `Number` reads `0x2` and `0b10`, too, which nobody means here. */
const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** A cell with a number. */
const figure = <Schema extends v.GenericSchema<number, number>>(schema: Schema) =>
  v.pipe(
    v.string(),
    v.check((cell) => DECIMAL.test(cell), 'must be a number in decimals, such as 2.5'),
    v.transform(Number),
    schema,
  );

/** A cell that may be empty, which means that it is not known. */
const known = <Schema extends v.GenericSchema<string, unknown>>(schema: Schema) =>
  v.union([
    v.pipe(
      v.literal(''),
      v.transform(() => null),
    ),
    schema,
  ]);

const yes = v.pipe(
  v.picklist(['yes', 'no']),
  v.transform((cell) => cell === 'yes'),
);
/** A diverged run has the loss NaN or Infinity. Other losses are plausible. */
const loss = v.union([v.pipe(v.picklist(['NaN', 'Infinity']), v.transform(Number)), figure(plausible)]);
/** A time that a spreadsheet has rewritten is not known any more. It says nothing about the run. */
const date = v.pipe(
  v.string(),
  v.transform((cell) => (v.is(isoTime, cell) ? Date.parse(cell) : null)),
);
const list = v.pipe(v.string(), v.maxLength(LIST_CHARACTERS));

/** A row of results as `resultsCsv` writes them. Null: not known. */
export const rowSchema = v.strictObject({
  run: words,
  lane: figure(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(63))),
  N: figure(positive),
  D: figure(positive),
  C: figure(positive),
  U: figure(positive),
  loss,
  corpus,
  width: figure(size(SIDE)),
  layers: figure(size(SIDE)),
  heads: known(figure(size(SIDE))),
  feed_forward: known(figure(size(4 * SIDE))),
  context: figure(size(SIDE)),
  batch: figure(size(SIDE)),
  steps: figure(size(1e9)),
  learning_rate: figure(positive),
  init_seed: figure(finite),
  order_seed: figure(finite),
  parameters: figure(positive),
  training_seconds: known(figure(seconds)),
  in_fit: yes,
  vocabulary: known(figure(size(SIDE))),
  positions: known(positions),
  tied_head: known(yes),
  schedule: known(scheduleKind),
  warmup: known(figure(share)),
  cooldown: known(figure(share)),
  weight_decay: known(figure(finite)),
  rate_multiple: known(figure(positive)),
  beta1: known(figure(share)),
  beta2: known(figure(share)),
  epsilon: known(figure(positive)),
  clip_norm: known(figure(finite)),
  matrix_rate: known(figure(finite)),
  training_windows: known(v.union([v.literal('all'), figure(size(1e9))])),
  evaluation_windows: known(figure(size(1e6))),
  evaluation_steps: list,
  kernels: known(v.picklist(['measured', 'usual', 'plain'])),
  experiment: known(trainedExperimentId),
  size: known(experimentSize),
  series: words,
  stopping: known(v.picklist(['end', 'early'])),
  network: known(v.picklist(['transformer', 'lstm'])),
  rotary_base: known(figure(rotaryBase)),
  tests: list,
  texts: list,
  corpus_content: words,
  corpus_parts: known(figure(textParts)),
  began_from: known(sha256),
  evaluations: list,
  loss_unit: known(v.literal(LOSS_UNIT)),
  predicted_loss: known(figure(finite)),
  predicted_low: known(figure(finite)),
  predicted_high: known(figure(finite)),
  predicted_points: known(figure(size(1e9))),
  tokens_per_second: known(figure(speed)),
  // It follows from the tokens a second, and is not read.
  flops_per_second: v.string(),
  speed_void: name,
  kernels_used: words,
  adapter: name,
  adapter_kind: known(v.picklist(['GPU', 'software'])),
  browser: name,
  system: name,
  date,
  version: name,
  source: name,
  note,
} satisfies Record<Column, v.GenericSchema<string, unknown>>);

/** A row of results, after its schema. */
export type Row = v.InferOutput<typeof rowSchema>;

import * as v from 'valibot';
import { DEFAULT_EXPERIMENT } from '../experiments/presets.ts';
import { corpusOf, CORPUS_TITLES } from '../plan/corpora.ts';
import { plannedRun, type PlannedRun } from '../plan/plan-runs.ts';
import { RECIPE } from '../plan/recipe.ts';
import { COLUMNS, LANE_COLUMNS } from './results-csv.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import { queuedRun, type Run } from '../runs/run.ts';
import { checked } from './checked.ts';
import { ImportRefused } from './import-refused.ts';
import { positive, size, words } from './numbers.ts';
import { resultsCells } from './results-cells.ts';
import type { ImportedResults } from './results-file.ts';

/** A cell with a number. */
const figure = <Schema extends v.GenericSchema<number, number>>(schema: Schema) =>
  v.pipe(
    v.string(),
    v.check((cell) => cell.trim() !== '', 'expected a number but received an empty cell'),
    v.transform(Number),
    schema,
  );
const SIDE = 4_096;

const rowSchema = v.strictObject({
  run: words,
  lane: figure(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(63))),
  N: figure(positive),
  D: figure(size(1e13)),
  C: figure(positive),
  U: figure(positive),
  loss: figure(positive),
  corpus: v.pipe(
    v.string(),
    v.check((id) => Object.hasOwn(CORPUS_TITLES, id), 'no such text'),
  ),
  width: figure(size(SIDE)),
  layers: figure(size(SIDE)),
  heads: figure(size(SIDE)),
  feed_forward: figure(size(4 * SIDE)),
  context: figure(size(SIDE)),
  batch: figure(size(SIDE)),
  steps: figure(size(1e9)),
  learning_rate: figure(positive),
  init_seed: figure(v.pipe(v.number(), v.finite())),
  order_seed: figure(v.pipe(v.number(), v.finite())),
  parameters: figure(positive),
  // Empty if the time is void.
  training_seconds: v.union([
    v.pipe(
      v.literal(''),
      v.transform(() => 0),
    ),
    figure(v.pipe(v.number(), v.finite(), v.minValue(0))),
  ]),
  in_fit: v.picklist(['yes', 'no']),
});
type Row = v.InferOutput<typeof rowSchema>;

/**
 * Reads results as `resultsCsv` writes them. A table has no curves, no schedules and no experiment. Its runs become
 * finished runs of the default experiment with only their last losses.
 * @throws {ImportRefused}
 */
export function readResultsTable(text: string): ImportedResults {
  const rows = resultsCells(text, COLUMNS).map(({ place, cells }) =>
    checked(rowSchema, cells, `row ${place} of the table`),
  );
  if (rows.length === 0) throw new ImportRefused('the table has no rows.');
  const byRun = new Map<string, Row[]>();
  for (const row of rows) byRun.set(row.run, [...(byRun.get(row.run) ?? []), row]);
  return { experiment: DEFAULT_EXPERIMENT, runs: [...byRun.values()].map(runOf) };
}

function runOf(rows: readonly Row[]): Run {
  const [first] = rows;
  if (first === undefined) throw new Error('a run has rows');
  const odd = rows.find(
    (row, lane) => row.lane !== lane || !RUN_COLUMNS.every((name) => row[name] === first[name]),
  );
  if (odd !== undefined) {
    throw new ImportRefused(
      `the lanes of a run must count from 0 and share all its other columns: lane ${odd.lane} of ${odd.run}.`,
    );
  }
  const planned = plannedFrom(first, rows);
  const given = { N: first.N, D: first.D, C: first.C };
  const counted = { N: planned.parameters.nonEmbedding, D: planned.tokens, C: planned.flops };
  for (const name of ['N', 'D', 'C'] as const) {
    if (Math.abs(given[name] / counted[name] - 1) < 1e-9) continue;
    throw new ImportRefused(
      `${name} of ${first.run} is ${counted[name]} by its shape and steps, not ${given[name]}.`,
    );
  }
  const { steps } = first;
  return {
    ...queuedRun(planned),
    state: 'finished',
    step: steps,
    trainingSeconds: first.training_seconds,
    evaluations: [{ step: steps, losses: Float32Array.from(rows, ({ loss }) => loss) }],
    fitted: first.in_fit === 'yes',
  };
}

/** Columns that are the same in all lanes of a run. */
const RUN_COLUMNS = COLUMNS.filter((name) => !LANE_COLUMNS.includes(name));

/** The run of some rows. A table contains neither its schedule nor the address of its text. */
function plannedFrom(row: Row, rows: readonly Row[]): PlannedRun {
  const { width, layers, heads, context, batch, steps } = row;
  const corpus = corpusOf(row.corpus, context);
  const settings: RunSettings = {
    ...RECIPE,
    corpus: row.corpus,
    width,
    layers,
    heads: { by: 'count', number: heads },
    feedForwardRatio: row.feed_forward / width,
    context,
    batch,
    tokens: row.D,
    learningRate: row.learning_rate,
    lanes: rows.map((lane) => ({
      initSeed: lane.init_seed,
      orderSeed: lane.order_seed,
      rate: lane.learning_rate / row.learning_rate,
    })),
    evaluation: { ...RECIPE.evaluation, times: 1 },
    fitted: row.in_fit === 'yes',
  };
  const shape = {
    kind: 'transformer',
    vocabulary: corpus.vocabulary,
    context,
    width,
    layers,
    heads,
    feedForward: row.feed_forward,
    positions: 'rotary',
    tiedHead: false,
  } as const;
  const planned = plannedRun(shape, settings, corpus, steps, { label: row.run, id: `table/${row.run}` });
  // The rates come from the table, because rates computed from the settings could differ in the last bit.
  const lanes = planned.plan.lanes.map((lane, i) => ({
    ...lane,
    learningRate: rows[i]?.learning_rate ?? lane.learningRate,
  }));
  return { ...planned, plan: { ...planned.plan, lanes }, uniqueTokens: row.U };
}

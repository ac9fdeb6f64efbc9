import { csvFormat, csvParse, dsvFormat } from 'd3-dsv';
import { describe, expect, test } from 'vitest';
import { EXPERIMENT_IDS, presetOf, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import type { ExperimentSize } from '../../../src/lab/experiments/preset.ts';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { readFiles } from '../../../src/lab/files/read-files.ts';
import type { ImportedResults } from '../../../src/lab/files/results-file.ts';
import { settingsKey } from '../../../src/lab/files/identity/settings-key.ts';
import { reachedLosses, type Run } from '../../../src/lab/runs/run.ts';
import { DESKTOP, LAPTOP, measuredRuns } from '../../harness/lab/measured-runs.ts';

const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** The results of files by their names, and how many runs were left out. */
function opened(files: Record<string, string>): { results: readonly ImportedResults[]; repeated: number } {
  const read = readFiles(Object.entries(files).map(([name, text]) => ({ name, bytes: encode(text) })));
  if ('refused' in read) throw new Error(read.refused);
  if (read.kind !== 'results') throw new Error(`read as ${read.kind}`);
  return read;
}

const runsOf = (files: Record<string, string>): readonly Run[] => {
  const { results } = opened(files);
  expect(results).toHaveLength(1);
  return results[0]?.runs ?? [];
};

/** What every file must give back of a run. */
const told = (run: Run) => {
  const { beganFrom, evaluations, fitted, label, note, origin, plan, prediction, settings } = run;
  const { id: _, corpus, ...rest } = plan;
  const source = corpus.kind === 'text' ? { ...corpus, url: '' } : corpus;
  const { series, stopping } = settings;
  return {
    plan: { ...rest, corpus: source },
    settings: { series, stopping, corpus: settings.corpus, kernels: settings.kernels },
    fitted,
    label,
    beganFrom,
    note,
    origin,
    prediction,
    evaluations,
    uniqueTokens: run.uniqueTokens,
    tokens: run.tokens,
    flops: run.flops,
    parameters: run.parameters,
    trainingSeconds: run.trainingSeconds,
    tokensPerSecond: run.tokensPerSecond,
    speedVoid: run.speedVoid,
    tuning: run.tuning,
    reached: reachedLosses(run),
  };
};

/** What a table can give back: it has no losses by position and so no windows for them, and no attention of an LSTM. */
const toldInTable = (run: Run) => {
  const { plan, tuning, ...rest } = told(run);
  const { overlapping: _, ...evaluation } = plan.evaluation;
  const isLstm = plan.shape.kind === 'lstm';
  return {
    ...rest,
    plan: { ...plan, evaluation },
    tuning: tuning && isLstm ? { ...tuning, attention: '' } : tuning,
  };
};

const EVERY = EXPERIMENT_IDS.filter((id) => presetOf(id).measures === 'runs').flatMap((id) =>
  (['quick', 'full'] as const).map((size): [ExperimentId, ExperimentSize] => [id, size]),
);

describe.each(EVERY)('results of %s, %s,', (experiment, size) => {
  const runs = measuredRuns(experiment, size);

  test('are as many measurements as runs', () => {
    expect(new Set(runs.map(settingsKey)).size).toBe(runs.length);
  });

  test('come back whole from a table', () => {
    const { results, repeated } = opened({ 'a.csv': resultsCsv(runs, { experiment, size }) });
    expect(repeated).toBe(0);
    expect(results.map((of) => [of.experiment, of.size])).toEqual([[experiment, size]]);
    expect(results[0]?.runs.map(told)).toEqual(runs.map(toldInTable));
    expect(results[0]?.runs.map(({ imported }) => imported)).toEqual(
      runs.map(() => ({ file: 'a.csv', whole: true })),
    );
  });

  test('come back whole from JSON, with their curves', () => {
    const { results, repeated } = opened({ 'a.json': resultsJson(experiment, runs, size) });
    expect(repeated).toBe(0);
    expect(results.map((of) => [of.experiment, of.size])).toEqual([[experiment, size]]);
    expect(results[0]?.runs.map(told)).toEqual(runs.map(told));
    expect(results[0]?.runs.map(({ curve }) => curve)).toEqual(runs.map(({ curve }) => curve));
    expect(results[0]?.runs.map(({ settings }) => settings)).toEqual(runs.map(({ settings }) => settings));
  });

  test('count once if the table and the JSON are opened together, and keep their curves', () => {
    const files = {
      'a.csv': resultsCsv(runs, { experiment, size }),
      'a.json': resultsJson(experiment, runs, size),
    };
    const { results, repeated } = opened(files);
    expect(repeated).toBe(runs.length);
    expect(results[0]?.runs.map(({ curve }) => curve.steps)).toEqual(runs.map(({ curve }) => curve.steps));
  });

  test('of two machines are two measurements each, in a table and in JSON', () => {
    const others = measuredRuns(experiment, size, DESKTOP);
    const files = { 'a.csv': resultsCsv(runs), 'b.csv': resultsCsv(others) };
    const mixed = { 'a.json': resultsJson(experiment, runs), 'b.json': resultsJson(experiment, others) };
    for (const two of [files, mixed]) {
      const { results, repeated } = opened(two);
      expect(repeated).toBe(0);
      expect(results[0]?.runs).toHaveLength(2 * runs.length);
      expect(new Set(results[0]?.runs.map(({ origin }) => origin?.adapter))).toEqual(
        new Set([LAPTOP.adapter, DESKTOP.adapter]),
      );
    }
  });

  test.each<[string, (rows: readonly Row[], names: readonly string[]) => string]>([
    ['commas between cells', (rows, names) => csvFormat([...rows], [...names])],
    ['tabs between cells', (rows, names) => dsvFormat('\t').format([...rows], [...names])],
    [
      'semicolons between cells and decimal commas',
      (rows, names) => dsvFormat(';').format(rows.map(withCommas), [...names]),
    ],
  ])('come back from a spreadsheet with six digits, another order, empty lines and %s', (_, write) => {
    const table = csvParse(resultsCsv(runs, { experiment, size }));
    const rounded = table
      .map((row) => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, sixDigits(cell)])))
      .toReversed();
    const written = write(rounded, table.columns);
    const [, delimiter = ','] = /^run(.)/.exec(written) ?? [];
    const text = `${written}\r\n${delimiter.repeat(table.columns.length - 1)}\r\n\r\n`;
    const read = runsOf({ 'a.csv': text });
    const byKey = (some: readonly Run[]) => some.map(settingsKey).toSorted();
    expect(byKey(read)).toEqual(byKey(runs));
    const both = opened({ 'a.csv': text, 'a.json': resultsJson(experiment, runs, size) });
    expect(both.repeated).toBe(runs.length);
    const byLabel = (some: readonly Run[] = []) =>
      some.map((run) => [run.label, ...(reachedLosses(run) ?? [])].join(' ')).toSorted();
    expect(byLabel(both.results[0]?.runs)).toEqual(byLabel(runs));
  });
});

type Row = Record<string, string>;

/** A row with decimal commas in its numbers, as a spreadsheet writes it in many countries. */
function withCommas(row: Row): Row {
  const written = ([name, cell]: [string, string]): [string, string] => [
    name,
    /^-?\d+(\.\d+)?(E[-+]?\d+)?$/.test(cell) ? cell.replace('.', ',') : cell,
  ];
  return Object.fromEntries(Object.entries(row).map(written));
}

/** A number as a spreadsheet may write it. Whole numbers of up to eleven digits stay. */
function sixDigits(cell: string): string {
  if (cell.trim() === '' || !Number.isFinite(Number(cell))) return cell;
  const value = Number(cell);
  if (Number.isInteger(value) && Math.abs(value) < 1e11) return cell;
  return String(Number(value.toPrecision(6))).toUpperCase();
}

const [first, ...others] = measuredRuns('schedules', 'quick');
if (first === undefined) throw new Error('no run');

describe('a table of results', () => {
  const rows = csvParse(resultsCsv([first, ...others]));
  const written = (changed: Record<string, string | undefined>[]) =>
    csvFormat(
      changed.map((row) => row as Record<string, string>),
      rows.columns,
    );

  test('may have the lanes of its runs in any order', () => {
    const lanes = first.plan.lanes.length;
    expect(lanes).toBeGreaterThan(1);
    const byLane = rows.toSorted((a, b) => Number(b['lane']) - Number(a['lane']));
    expect(runsOf({ 'a.csv': written(byLane) }).map(told)).toEqual([first, ...others].map(told));
  });

  test('may hold a run twice, which counts once, and a second measurement, which stays', () => {
    const twice = opened({ 'a.csv': written([...rows, ...rows]) });
    expect(twice.repeated).toBe(rows.length / first.plan.lanes.length);
    const second = rows.map((row) => ({ ...row, loss: String(Number(row['loss']) + 0.01), evaluations: '' }));
    const measured = opened({ 'a.csv': written([...rows, ...second]) });
    expect(measured.repeated).toBe(0);
    expect(measured.results[0]?.runs).toHaveLength(2 * (others.length + 1));
  });

  test.each([
    ['a lane that is missing', rows.slice(1), /the lanes of a run must count from 0/],
    [
      'a lane of another batch',
      [{ ...rows[0], batch: '4' }, ...rows.slice(1)],
      /the lanes of a run must count/,
    ],
    [
      'a loss that its evaluations contradict',
      [{ ...rows[0], loss: '9' }, ...rows.slice(1)],
      /the loss of constant, lane 0, is .* by its evaluations, not 9\.$/,
    ],
    [
      'another C',
      rows.map((row) => ({ ...row, C: '1.1e11' })),
      /^C of .* by its shape and steps, not 110000000000\.$/,
    ],
    [
      'another N',
      rows.map((row) => ({ ...row, N: String(Number(row['N']) * 1.0001) })),
      /^N of .* by its shape and steps/,
    ],
    ['another unit', rows.map((row) => ({ ...row, loss_unit: 'bits' })), /loss_unit: /],
    [
      'another text kind',
      rows.map((row) => ({ ...row, corpus_content: 'uniform vocabulary=3 seed=1 length=9' })),
      /of another kind/,
    ],
  ])('with %s is refused', (_, changed, sentence) => {
    const read = readFiles([{ name: 'a.csv', bytes: encode(written(changed)) }]);
    expect('refused' in read ? read.refused : '').toMatch(sentence);
  });

  test('keeps runs of several experiments apart', () => {
    const grid = measuredRuns('grid', 'quick');
    const all = csvParse(resultsCsv(grid, { experiment: 'grid', size: 'quick' }));
    const mine = csvParse(resultsCsv([first], { experiment: 'schedules', size: 'quick' }));
    const { results } = opened({ 'a.csv': csvFormat([...all, ...mine], rows.columns) });
    expect(results.map(({ experiment, runs }) => [experiment, runs.length])).toEqual([
      ['grid', grid.length],
      ['schedules', 1],
    ]);
  });

  test('keeps the machine of a run whose date a spreadsheet has rewritten', () => {
    const dated = rows.map((row) => ({ ...row, date: '29.11.2026 09:30' }));
    expect(runsOf({ 'a.csv': written(dated) }).map(({ origin }) => origin)).toEqual(
      [first, ...others].map(() => ({ ...LAPTOP, date: null })),
    );
  });

  test('keeps the losses of a diverged run', () => {
    const losses = first.plan.lanes.map((_, lane) => (lane === 0 ? NaN : 3));
    const diverged: Run = {
      ...first,
      evaluations: [{ step: first.plan.steps, losses: Float32Array.from(losses) }],
    };
    expect(runsOf({ 'a.csv': resultsCsv([diverged]) }).map(reachedLosses)).toEqual([
      Float32Array.from(losses),
    ]);
  });
});

test('a run of another shape, begun from a model, comes back with its shape and its beginning', () => {
  const { plan } = first;
  const { shape } = plan;
  if (shape.kind === 'lstm') throw new Error('the first run is a transformer');
  const given: Run = {
    ...first,
    plan: { ...plan, shape: { ...shape, positions: 'learned', tiedHead: true } },
    beganFrom: 'a5'.repeat(32),
  };
  for (const text of [resultsCsv([given]), resultsJson('schedules', [given])]) {
    const [read] = runsOf({ a: text });
    expect(read?.plan.shape).toEqual(given.plan.shape);
    expect(read?.beganFrom).toBe(given.beganFrom);
  }
});

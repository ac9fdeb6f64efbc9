import { csvParse } from 'd3-dsv';
import { expect, test } from 'vitest';
import { toCsv } from '../../../src/lab/files/write-csv.ts';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { isSameRun } from '../../../src/lab/files/identity/run-identity.ts';
import { readResults } from '../../../src/lab/files/results-file.ts';
import { settingsKey } from '../../../src/lab/files/identity/settings-key.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { readResultsTable } from '../../../src/lab/files/results-table.ts';
import type { TuningReport } from '../../../src/engine/trainer.ts';
import { finalContextLosses, finalPositionLosses, type Run } from '../../../src/lab/runs/run.ts';
import { finishedRuns } from '../../harness/lab/finished-run.ts';

const LOSS = 1.25;
const [first, ...others] = finishedRuns('widths', 'quick', () => LOSS);

test('cells of any text are read back as they were written', () => {
  const words = ['plain', 'with "quotes"', 'with, comma', 'two\r\nlines', ''];
  expect(
    csvParse(
      toCsv(
        ['word'],
        words.map((word) => [word]),
      ),
    ).map(({ word }) => word),
  ).toEqual(words);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://x","y")'])(
  'no spreadsheet computes the word %j',
  (word) => {
    expect(csvParse(toCsv(['word'], [[word]]))[0]?.word).toBe(`'${word}`);
  },
);

test('numbers are read back to the last bit, and negative ones are not quoted', () => {
  const figures = [0.1 + 0.2, -1.5, 6.02e23, 5e-324];
  const read = csvParse(
    toCsv(
      ['x'],
      figures.map((x) => [x]),
    ),
  ).map(({ x }) => Number(x));
  expect(read).toEqual(figures);
});

test('the table has a row for each finished model, with the columns that fits need', () => {
  if (first === undefined) throw new Error('no run');
  const queued: Run = { ...first, state: 'queued' };
  const rows = csvParse(resultsCsv([queued, ...others]));
  expect(rows).toHaveLength(others.reduce((sum, { plan }) => sum + plan.lanes.length, 0));
  const [row] = rows;
  const [run] = others;
  expect([row?.N, row?.D, row?.C, row?.loss].map(Number)).toEqual([
    run?.parameters.nonEmbedding,
    run?.tokens,
    run?.flops,
    LOSS,
  ]);
});

test('a run of a table has the address of its text from the catalogue, and U and the rates from the table', () => {
  const csv = resultsCsv(others);
  const runs = readResultsTable(csv, 'r.csv').flatMap(({ runs: read }) => read);
  expect(runs.map(({ plan }) => plan.corpus)).toEqual(
    others.map(({ plan: { corpus } }) => ({ ...corpus, url: 'corpora/' })),
  );
  expect(runs.map(({ uniqueTokens }) => uniqueTokens)).toEqual(others.map((run) => run.uniqueTokens));
  expect(runs.map(({ plan }) => plan.lanes)).toEqual(others.map(({ plan }) => plan.lanes));
});

test('the JSON file contains every loss and every plan, without the kind of a transformer', () => {
  if (first === undefined) throw new Error('no run');
  const { runs } = JSON.parse(resultsJson('widths', [first])) as {
    runs: {
      plan: unknown;
      curve: number[];
      evaluations: { step: number; losses: number[]; positionLosses: number[] }[];
    }[];
  };
  const { kind, ...sizes } = first.plan.shape;
  expect(kind).toBe('transformer');
  expect(runs[0]?.plan).toEqual({ ...first.plan, shape: sizes });
  expect(runs[0]?.curve).toHaveLength(first.plan.steps * first.plan.lanes.length);
  expect(runs[0]?.evaluations.at(-1)).toEqual({
    step: first.plan.steps,
    losses: first.plan.lanes.map(() => LOSS),
    positionLosses: [...(first.evaluations.at(-1)?.positionLosses ?? [])],
  });
});

test('a run on parts of its text comes back with them, and one on the whole text without', () => {
  const [run] = others;
  if (run?.plan.corpus.kind !== 'text') throw new Error('no run of a text');
  const { parts, ...whole } = run.plan.corpus;
  expect(parts).toBeGreaterThan(0);
  const early = { ...run, label: 'early', plan: { ...run.plan, id: 'early', corpus: whole } };
  const partsOf = (runs: readonly Run[]) =>
    runs.map(({ plan: { corpus } }) => (corpus.kind === 'text' ? corpus.parts : NaN));
  const inTable = readResultsTable(resultsCsv([run, early]), 'r.csv').flatMap(({ runs }) => runs);
  expect(partsOf(inTable)).toEqual([parts, undefined]);
  expect(partsOf(readResults(resultsJson('widths', [run, early])).runs)).toEqual([parts, undefined]);
});

test('runs on another number of parts are other runs', () => {
  const [run] = others;
  if (run?.plan.corpus.kind !== 'text') throw new Error('no run of a text');
  const more = { ...run, plan: { ...run.plan, corpus: { ...run.plan.corpus, parts: 39 } } };
  const { parts: _, ...whole } = run.plan.corpus;
  const early = { ...run, plan: { ...run.plan, corpus: whole } };
  expect(isSameRun(run, structuredClone(run))).toBe(true);
  expect(isSameRun(run, more)).toBe(false);
  expect(isSameRun(run, early)).toBe(false);
});

test('the kernels of a transformer and of an LSTM come back, and the LSTM has no attention', () => {
  const tuning: TuningReport = {
    source: 'measured',
    products: 'tiles',
    attention: 'heads',
    rejected: [],
    milliseconds: 0,
  };
  const runs = finishedRuns('architecture', 'quick', () => LOSS).map((run) => ({ ...run, tuning }));
  const csv = resultsCsv(runs);
  const said = new Map(csvParse(csv).map((row) => [row['network'], row['kernels_used']]));
  expect(said.get('transformer')).toBe('measured; products tiles; attention heads');
  expect(said.get('lstm')).toBe('measured; products tiles');
  const early = csv.replaceAll('measured; products tiles,', 'measured; products tiles; attention heads,');
  for (const [table, attention] of [
    [csv, ''],
    [early, 'heads'],
  ] as const) {
    const read = readResultsTable(table, 'r.csv').flatMap(({ runs: found }) => found);
    expect(read).toHaveLength(runs.length);
    for (const { plan, tuning: found } of read)
      expect(found).toEqual({ ...tuning, attention: plan.shape.kind === 'lstm' ? attention : 'heads' });
  }
});

test('losses on overlapping windows come back, and a run without them is the same measurement', () => {
  const [run] = others;
  const last = run?.evaluations.at(-1);
  if (run === undefined || last?.positionLosses === undefined) throw new Error('no run');
  const contextLosses = last.positionLosses.map((loss) => loss + 0.5);
  const measured = { ...run, evaluations: [...run.evaluations.slice(0, -1), { ...last, contextLosses }] };
  const [read] = readResults(resultsJson('widths', [measured])).runs;
  if (read === undefined) throw new Error('nothing was read');
  expect(finalContextLosses(read)).toEqual(contextLosses);
  expect(finalPositionLosses(read)).toEqual(last.positionLosses);
  expect(finalContextLosses(run)).toEqual(last.positionLosses);
  expect(run.plan.evaluation.overlapping).toEqual({ stride: 5, windows: 2400 });
  const { overlapping: _, ...evaluation } = run.plan.evaluation;
  const early = { ...run, plan: { ...run.plan, evaluation } };
  expect(settingsKey(early)).toBe(settingsKey(run));
  expect(isSameRun(early, measured)).toBe(true);
});

import { DEFAULT_EXPERIMENT } from '../experiments/presets.ts';
import type { Run } from '../runs/run.ts';
import { checked } from './checked.ts';
import { experimentOfName, experimentOfRuns, ownSettings, type ExperimentOf } from './experiment-of-runs.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { COLUMNS, FIRST_COLUMNS, LANE_COLUMNS } from './result-columns.ts';
import { resultsCells, type ResultsRow } from './results-cells.ts';
import type { ImportedResults } from './results-file.ts';
import { rowSchema, type Row } from './results-row.ts';
import { runOfRows } from './run-of-rows.ts';

/**
 * Reads results as `resultsCsv` writes them, also those of early versions, which have only the first columns. Rows may be in
 * any order. A table has no curves; its runs are finished runs. The experiment of rows that name none is the one of the
 * file's name, else the one whose own runs they are, else the default one, and then their runs say so. Columns that somebody
 * has added are left out and named.
 * @param file the name of the file
 * @throws {ImportRefused}
 */
export function readResultsTable(text: string, file: string): ImportedResults[] {
  const { rows: given, ignored } = resultsCells(text, file, FIRST_COLUMNS, COLUMNS);
  const rows = given.map(({ place, cells }) => ({
    row: checked(rowSchema, { ...NO_CELLS, ...cells }, `${shown(file)}, row ${place}`),
    cells,
  }));
  if (rows.length === 0) throw new ImportRefused(`${shown(file)} has no rows.`);
  const results = new Map<string, ExperimentOf & { runs: Run[] }>();
  const unsaid: ReadRun[] = [];
  for (const group of lanesOfRuns(rows)) {
    const [{ experiment, size }] = group;
    const run = runOfRows(group);
    if (experiment === null) {
      unsaid.push({ run, row: group[0] });
      continue;
    }
    const key = `${experiment} ${size ?? ''}`;
    const found = results.get(key) ?? { experiment, size, runs: [] };
    found.runs.push(run);
    results.set(key, found);
  }
  const all = unsaid.length === 0 ? [...results.values()] : [...results.values(), placed(unsaid, file)];
  return all.map((result) => ({ ...result, ignored }));
}

interface ReadRun {
  readonly run: Run;
  readonly row: Row;
}

/** Runs whose rows name no experiment, in the one that they belong to. */
function placed(read: readonly ReadRun[], file: string): ImportedResults {
  const runs = read.map(({ run }) => run);
  const named = experimentOfName(file);
  const of = (named && (experimentOfRuns(runs, named) ?? named)) ?? experimentOfRuns(runs);
  const size = read.every(({ row }) => row.size === read[0]?.row.size) ? (read[0]?.row.size ?? null) : null;
  if (of === null) return { experiment: DEFAULT_EXPERIMENT, size, runs: runs.map(asUnsaid) };
  return { experiment: of.experiment, size: size ?? of.size, runs: read.map((one) => completed(one, of)) };
}

function asUnsaid(run: Run): Run {
  return { ...run, imported: { file: '', whole: false, ...run.imported, unsaid: true } };
}

/** A run with the series and the stopping of its experiment, where its row leaves them out. */
function completed({ run, row }: ReadRun, of: ExperimentOf): Run {
  const own = row.stopping === null ? ownSettings(run, of) : null;
  return own === null ? run : { ...run, settings: { ...run.settings, ...own } };
}

/** Every column, empty. */
const NO_CELLS: Readonly<Record<string, string>> = Object.fromEntries(COLUMNS.map((name) => [name, '']));

/** Columns that are the same in all lanes of a run. */
const RUN_COLUMNS = COLUMNS.filter((name) => !LANE_COLUMNS.includes(name));

/**
 * The rows of each run, by lane. Rows belong together if they agree in all but the lanes' columns. A lane that comes a second
 * time begins another run of the same settings.
 */
function lanesOfRuns(rows: readonly { row: Row; cells: ResultsRow['cells'] }[]): [Row, ...Row[]][] {
  const groups = new Map<string, Map<number, Row[]>>();
  for (const { row, cells } of rows) {
    const key = JSON.stringify(RUN_COLUMNS.map((name) => cells[name] ?? ''));
    const lanes = groups.get(key) ?? new Map<number, Row[]>();
    lanes.set(row.lane, [...(lanes.get(row.lane) ?? []), row]);
    groups.set(key, lanes);
  }
  return [...groups.values()].flatMap(runsOfLanes);
}

function runsOfLanes(lanes: ReadonlyMap<number, readonly Row[]>): [Row, ...Row[]][] {
  const times = lanes.get(0)?.length ?? 0;
  const ordered = Array.from({ length: lanes.size }, (_, lane) => lanes.get(lane) ?? []);
  if (times === 0 || ordered.some((rows) => rows.length !== times)) {
    const [odd] = [...lanes.values()].flat();
    throw new ImportRefused(
      `the lanes of a run must count from 0, and share all columns but ${LANE_COLUMNS.join(', ')}: lane ${shown([...lanes.keys()].join(', '))} of ${shown(odd?.run)}.`,
    );
  }
  return Array.from({ length: times }, (_, time) => {
    const [first, ...others] = ordered.flatMap((rows) => rows.slice(time, time + 1));
    if (first === undefined) throw new Error('a run has a first lane');
    return [first, ...others];
  });
}

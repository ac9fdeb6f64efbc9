import type { ExperimentSize } from '../experiments/preset.ts';
import { DEFAULT_EXPERIMENT, type ExperimentId } from '../experiments/presets.ts';
import type { Run } from '../runs/run.ts';
import { checked } from './checked.ts';
import { ImportRefused, shown } from './import-refused.ts';
import { COLUMNS, FIRST_COLUMNS, LANE_COLUMNS } from './result-columns.ts';
import { resultsCells, type ResultsRow } from './results-cells.ts';
import type { ImportedResults } from './results-file.ts';
import { rowSchema, type Row } from './results-row.ts';
import { runOfRows } from './run-of-rows.ts';

/**
 * Reads results as `resultsCsv` writes them, also those of early versions, which have only the first columns. Rows may be in
 * any order. A table has no curves; its runs are finished runs. Rows that name no experiment belong to the default one.
 * Columns that somebody has added are left out and named.
 * @throws {ImportRefused}
 */
export function readResultsTable(text: string, name: string): ImportedResults[] {
  const { rows: given, ignored } = resultsCells(text, name, FIRST_COLUMNS, COLUMNS);
  const rows = given.map(({ place, cells }) => ({
    row: checked(rowSchema, { ...NO_CELLS, ...cells }, `${shown(name)}, row ${place}`),
    cells,
  }));
  if (rows.length === 0) throw new ImportRefused(`${shown(name)} has no rows.`);
  const results = new Map<string, { experiment: ExperimentId; size: ExperimentSize | null; runs: Run[] }>();
  for (const group of lanesOfRuns(rows)) {
    const { experiment, size } = group[0];
    const of = { experiment: experiment ?? DEFAULT_EXPERIMENT, size };
    const key = `${of.experiment} ${size ?? ''}`;
    const found = results.get(key) ?? { ...of, runs: [] };
    found.runs.push(runOfRows(group));
    results.set(key, found);
  }
  return Array.from(results.values(), (result) => ({ ...result, ignored }));
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

import type { Run } from '../../lab/runs/run.ts';
import { seriesLabel } from '../kit/run-styles.ts';
import { SETTINGS, variedSettings, type Setting } from '../kit/varied-settings.ts';

/** Runs that share a value of one setting. */
export interface RunGroup {
  /** The value in words; empty if runs are not grouped. */
  readonly name: string;
  readonly runs: readonly Run[];
}

const SERIES: Setting = { name: 'series', words: ({ settings }) => seriesLabel(settings.series) };

/** The settings by which runs can be grouped: those that vary, and of which a value has more than one run. */
export function groupings(runs: readonly Run[]): Setting[] {
  return variedSettings(runs, [SERIES, ...SETTINGS]).filter(({ words }) => {
    const count = new Set(runs.map(words)).size;
    return count < runs.length;
  });
}

/** Groups in the order of their first runs. */
export function groupedRuns(runs: readonly Run[], by: Setting | undefined): RunGroup[] {
  if (by === undefined) return [{ name: '', runs }];
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const name = by.words(run);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [run]);
    else group.push(run);
  }
  return Array.from(groups, ([name, members]) => ({ name, runs: members }));
}

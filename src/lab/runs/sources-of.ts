import type { Run } from './run.ts';
import { machineWords } from './run-origin.ts';
import { visibleName } from './visible-name.ts';

/** The name of a source of which nothing is known. */
export const UNKNOWN_SOURCE = 'machine not recorded';

/**
 * The name of the source of each run: its machine, or its file if no machine was recorded. If two measurements of one machine
 * are of the same settings, their files are named, too.
 * @param settingsOf names the settings of a run; runs with the same name differ only in their measurement
 */
export function sourcesOf<Of extends Pick<Run, 'imported' | 'origin'>>(
  runs: readonly Of[],
  settingsOf: (run: Of) => string = () => '',
): string[] {
  const machines = runs.map(machineOf);
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const [i, run] of runs.entries()) {
    const name = machines[i] ?? '';
    const settings = settingsOf(run);
    const key = JSON.stringify([name, settings]);
    if (settings !== '' && seen.has(key)) shared.add(name);
    seen.add(key);
  }
  return runs.map(({ imported }, i) => {
    const name = machines[i] ?? '';
    const file = visibleName(imported?.file ?? '');
    return shared.has(name) && file !== '' && file !== name ? `${name}, ${file}` : name;
  });
}

function machineOf({ imported, origin }: Pick<Run, 'imported' | 'origin'>): string {
  if (origin !== null) return visibleName(machineWords(origin));
  if (imported === null || imported.file === '') return UNKNOWN_SOURCE;
  return visibleName(imported.file);
}

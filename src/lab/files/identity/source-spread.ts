import { machineSpread, type MachineSpread, type MeasuredModel } from '../../../laws/stats/machine-spread.ts';
import { reachedLosses, type Run } from '../../runs/run.ts';
import { sourcesOf } from '../../runs/sources-of.ts';
import { settingsKey } from './settings-key.ts';

/** How much the losses of the same settings differ between their sources, and how much between seeds. */
export interface SourceSpread extends MachineSpread {
  /** The sources, in the order of their first run. */
  readonly sources: readonly string[];
  /** The label of the settings that `models` name. */
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * The source of each run by its id, without runs that have not started. Two measurements of the same settings never have the
 * same source.
 */
export function sourceNames(all: readonly Run[]): ReadonlyMap<string, string> {
  const runs = all.filter(({ origin, state }) => origin !== null || state === 'finished');
  const sources = sourcesOf(runs, settingsKey);
  const taken = new Map<string, number>();
  return new Map(
    runs.map((run, i) => {
      const source = sources[i] ?? '';
      const key = JSON.stringify([source, settingsKey(run)]);
      const before = taken.get(key) ?? 0;
      taken.set(key, before + 1);
      return [run.plan.id, before === 0 ? source : `${source} (${before + 1})`];
    }),
  );
}

/** The spread between the sources of finished runs; null if all of them have one source. */
export function sourceSpread(runs: readonly Run[]): SourceSpread | null {
  const finished = runs.filter(({ state }) => state === 'finished');
  const names = sourceNames(finished);
  const sources = [...new Set(names.values())];
  if (sources.length < 2) return null;
  const labels = new Map<string, string>();
  const models = finished.flatMap((run): MeasuredModel[] => {
    const settings = withoutLanes(run);
    const machine = names.get(run.plan.id) ?? '';
    return Array.from(reachedLosses(run) ?? [], (loss, lane) => {
      const { initSeed, orderSeed, learningRate } = run.plan.lanes[lane] ?? {};
      const setting = JSON.stringify([settings, learningRate]);
      if (!labels.has(setting)) labels.set(setting, run.label);
      const seed = initSeed === orderSeed ? `${initSeed}` : `${initSeed} (weights), ${orderSeed} (order)`;
      return { setting, seed, machine, loss };
    });
  });
  return { ...machineSpread(models), sources, labels };
}

/** Names all settings of a run but its lanes. */
function withoutLanes(run: Run): string {
  return settingsKey({ ...run, plan: { ...run.plan, lanes: [] } });
}

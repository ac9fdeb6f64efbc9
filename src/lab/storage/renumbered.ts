import type { Run } from '../runs/run.ts';
import type { SavedExperiment } from './schema.ts';

/**
 * An experiment with a number. The number determines the ids of its runs, also in the texts that its models wrote.
 * Runs of several files may have the same id, and get different ones.
 */
export function renumbered(
  experiment: Omit<SavedExperiment, 'number' | 'runs'>,
  runs: readonly Run[],
  number: number,
): { saved: SavedExperiment; runs: readonly Run[] } {
  const renamed = runs.map((run, i) => ({ ...run, plan: { ...run.plan, id: idOf(run.plan.id, number, i) } }));
  const ids = new Map(runs.map(({ plan }, i) => [plan.id, renamed[i]?.plan.id]));
  const samples = experiment.samples.map((sample) => ({ ...sample, run: ids.get(sample.run) ?? sample.run }));
  return {
    saved: { ...experiment, number, runs: renamed.map(({ plan }) => plan.id), samples },
    runs: renamed,
  };
}

/** Runs that are added to an experiment that has `before` runs, with ids of their own. */
export function appended(runs: readonly Run[], number: number, before: number): Run[] {
  return runs.map((run, i) => ({ ...run, plan: { ...run.plan, id: idOf(run.plan.id, number, before + i) } }));
}

/** `sweep7/2d32` for the third run, whose id ends in `/d32`. */
function idOf(id: string, number: number, place: number): string {
  return `sweep${number}/${place}${id.slice(id.lastIndexOf('/') + 1)}`;
}

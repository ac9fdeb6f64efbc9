import type { Run } from '../runs/run.ts';
import type { SavedExperiment } from './schema.ts';

/** An experiment under a number of its own, its runs named by it; what its models wrote goes with them. */
export function renumbered(
  experiment: Omit<SavedExperiment, 'number' | 'runs'>,
  runs: readonly Run[],
  number: number,
): { saved: SavedExperiment; runs: readonly Run[] } {
  const ids = new Map(runs.map(({ plan }, i) => [plan.id, idOf(plan.id, number, i)]));
  const named = (id: string): string => ids.get(id) ?? id;
  const samples = experiment.samples.map((sample) => ({ ...sample, run: named(sample.run) }));
  return {
    saved: { ...experiment, number, runs: runs.map(({ plan }) => named(plan.id)), samples },
    runs: runs.map((run) => ({ ...run, plan: { ...run.plan, id: named(run.plan.id) } })),
  };
}

/** `sweep7/2d32` for the third run, named `…/d32`. */
function idOf(id: string, number: number, place: number): string {
  return `sweep${number}/${place}${id.slice(id.lastIndexOf('/') + 1)}`;
}

import { hasEnded, type Run } from '../runs/run.ts';
import type { ExperimentState } from './state.ts';

/**
 * Whether a run's model can be saved: it was trained at least in part, is not being trained now, and its weights are on disk.
 * Until the list of the disk has the experiment, its trained runs count as saved.
 */
export function hasModel({ history, number, phase }: ExperimentState, run: Run): boolean {
  const trained = hasEnded(run) && run.state !== 'failed' && run.step > 0;
  if (!trained || run.imported !== null) return false;
  const saved = history.experiments.find((experiment) => experiment.number === number);
  return saved === undefined || phase !== 'ended' || saved.models.includes(run.plan.id);
}

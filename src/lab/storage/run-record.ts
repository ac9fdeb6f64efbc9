import type { Checkpoint, RunPlan } from '../../engine/trainer.ts';
import { emptyCurve, extended } from '../runs/curve.ts';
import { queuedAgain, resumedRun } from '../runs/resume.ts';
import { hasEnded, queuedRun, type Run } from '../runs/run.ts';
import type { SavedCurve, SavedPlan, SavedRun } from './schema.ts';

export function savedRun(run: Run): SavedRun {
  const { curve: _, ...kept } = run;
  return { ...kept, id: run.plan.id };
}

/** The curve without the room that it keeps for more steps. */
export function savedCurve({ plan, curve: { losses, steps, lanes } }: Run): SavedCurve {
  return { run: plan.id, losses: losses.slice(0, steps * lanes) };
}

/** A run as it was kept; one that was under way waits at its checkpoint, or is queued where it has none. */
export function restoredRun(
  record: SavedRun,
  curve: SavedCurve | undefined,
  checkpoint: Checkpoint | undefined,
): Run {
  const { id: _, ...stored } = record;
  const kept = { ...stored, plan: withKind(stored.plan) };
  const empty = emptyCurve(kept.plan.lanes.length);
  // Earlier versions of the page stored fewer facts of a run.
  const run = {
    ...queuedRun(kept),
    ...kept,
    curve: curve === undefined ? empty : extended(empty, 0, curve.losses),
  };
  if (hasEnded(run)) return run;
  return checkpoint === undefined ? queuedAgain(run) : { ...resumedRun(run, checkpoint), state: 'paused' };
}

function withKind(plan: SavedPlan): RunPlan {
  return { ...plan, shape: { kind: 'transformer', ...plan.shape } };
}

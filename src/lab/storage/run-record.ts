import type { Checkpoint, RunPlan } from '../../engine/trainer.ts';
import { emptyCurve, extended } from '../runs/curve.ts';
import { queuedAgain, resumedRun } from '../runs/resume.ts';
import { hasEnded, queuedRun, type Run } from '../runs/run.ts';
import type { SavedCurve, SavedPlan, SavedRun } from './schema.ts';

/** A run as the database stores it. */
export function savedRun(run: Run): SavedRun {
  const { curve: _, ...rest } = run;
  return { ...rest, id: run.plan.id };
}

/** The curve without the memory that it reserves for more steps. */
export function savedCurve({ plan, curve: { losses, steps, lanes } }: Run): SavedCurve {
  return { run: plan.id, losses: losses.slice(0, steps * lanes) };
}

/** A run as it was saved. A run that was under way is paused at its checkpoint, or queued if it has none. */
export function restoredRun(
  record: SavedRun,
  curve: SavedCurve | undefined,
  checkpoint: Checkpoint | undefined,
): Run {
  const { id: _, ...stored } = record;
  const saved = { ...stored, plan: withKind(stored.plan) };
  const empty = emptyCurve(saved.plan.lanes.length);
  // Earlier versions of the page stored fewer fields of a run; `queuedRun` gives the others.
  const run = {
    ...queuedRun(saved),
    ...saved,
    curve: curve === undefined ? empty : extended(empty, 0, curve.losses),
  };
  if (hasEnded(run)) return run;
  return checkpoint === undefined ? queuedAgain(run) : { ...resumedRun(run, checkpoint), state: 'paused' };
}

function withKind({ shape, ...plan }: SavedPlan): RunPlan {
  return { ...plan, shape: shape.kind === 'lstm' ? shape : { kind: 'transformer', ...shape } };
}

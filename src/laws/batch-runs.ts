import type { BatchRun } from './critical-batch.ts';
import { isRefusal } from './refusal.ts';
import type { LossCurve } from './smooth-curve.ts';
import { stepsToLoss } from './steps-to-loss.ts';

/** A training curve at one batch size. */
export interface BatchCurve {
  /** B in tokens. */
  batch: number;
  curve: LossCurve;
}

/** What curves of several batch sizes took to one loss. */
export interface BatchRuns {
  runs: readonly BatchRun[];
  /** Why each of the other curves says nothing, with its batch size. */
  leftOut: readonly string[];
}

/** Reads off curves, smoothed, how many steps each took to a loss in nats per token: the points of a hyperbola. */
export function batchRuns(curves: readonly BatchCurve[], loss: number): BatchRuns {
  const runs: BatchRun[] = [];
  const leftOut: string[] = [];
  for (const { batch, curve } of curves) {
    const found = stepsToLoss(curve, loss, { tokensPerStep: batch });
    if (isRefusal(found)) leftOut.push(`at ${batch} tokens a step ${found.refused}`);
    else runs.push({ batch, steps: found.steps });
  }
  return { runs, leftOut };
}

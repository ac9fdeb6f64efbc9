import { mean } from '../../laws/stats/mean.ts';
import type { TestScore } from '../../engine/trainer.ts';
import { trapSource } from '../plan/trap-source.ts';
import { finalLosses, finalPositionLosses, type Run } from './run.ts';

/** How the models of a finished run answered its tests after the last step; none before. */
export function finalTests(run: Run): readonly TestScore[] {
  if (run.state !== 'finished') return [];
  return run.evaluations.find(({ step }) => step === run.plan.steps)?.tests ?? [];
}

/**
 * [R] the loss of each model of a finished run at the answers of its held-out items, nats. Null before, and without items.
 * Tables and results of a class leave out losses by position; then everything but the answers counts as known as well as it
 * can be.
 */
export function answerLosses(run: Run): number[] | null {
  const source = trapSource(run.settings.corpus);
  const losses = finalLosses(run);
  if (source === null || losses === null) return null;
  const { context } = run.plan.shape;
  const { itemLength: length, others } = source;
  const byPosition = finalPositionLosses(run);
  return Array.from(losses, (loss, lane) => {
    if (byPosition === null) return loss * length - others;
    const own = byPosition.subarray(lane * context, (lane + 1) * context);
    return mean(own.filter((_, position) => position % length === length - 2));
  });
}

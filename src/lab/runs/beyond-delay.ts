import { mean } from '../../laws/stats/mean.ts';
import { delaySource } from '../plan/delay-source.ts';
import { finalPositionLosses, type Run } from './run.ts';

/**
 * [R] the loss of each model of a finished run over the positions at which the symbol to repeat stands in the window: from
 * position m on, counted from 1. Null before, without a delay, or if losses by position were not saved.
 */
export function lossesBeyondDelay(run: Run): number[] | null {
  const source = delaySource(run.settings.corpus);
  const losses = finalPositionLosses(run);
  if (source === null || losses === null) return null;
  const { context } = run.plan.shape;
  return run.plan.lanes.map((_, lane) =>
    mean(losses.subarray(lane * context + source.lag - 1, (lane + 1) * context)),
  );
}

import { mean } from '../../laws/stats/mean.ts';
import { type DelaySource, delaySource } from '../plan/delay-source.ts';
import { finalLosses, finalPositionLosses, type Run } from './run.ts';

/**
 * [R] the loss of each model of a finished run over the positions at which the symbol to repeat stands in the window: from
 * position m on, counted from 1. Null before, without a delay, or where no window is as long. Tables and results of a class leave out losses by position;
 * then positions before m count as blind guesses, because nothing in their window tells their symbols.
 */
export function lossesBeyondDelay(run: Run): number[] | null {
  const source = delaySource(run.settings.corpus);
  const losses = finalLosses(run);
  const { context } = run.plan.shape;
  if (source === null || losses === null || context < source.lag) return null;
  const byPosition = finalPositionLosses(run);
  return Array.from(losses, (loss, lane) =>
    byPosition === null
      ? withoutBlind(loss, context, source)
      : mean(byPosition.subarray(lane * context + source.lag - 1, (lane + 1) * context)),
  );
}

function withoutBlind(loss: number, context: number, { blind, lag }: DelaySource): number {
  const before = lag - 1;
  return (context * loss - before * blind) / (context - before);
}

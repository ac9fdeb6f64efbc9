import type { FloorChoice } from '../laws/choose-law.ts';
import type { Refusal } from '../laws/refusal.ts';
import { fitScalingLaw, type ScalingLaw } from '../laws/scaling-law.ts';
import { finalLosses, type Run } from './run.ts';

/** One trained model on the scaling plot. */
export interface RunPoint {
  /** N, non-embedding parameters. */
  readonly x: number;
  /** Final validation loss, nats per token. */
  readonly loss: number;
  readonly run: Run;
  readonly lane: number;
}

/** Every finished model, a point each; lanes are points of their own. */
export function pointsOf(runs: readonly Run[]): RunPoint[] {
  return runs.flatMap((run) =>
    Array.from(finalLosses(run) ?? [], (loss, lane) => ({ x: run.parameters.nonEmbedding, loss, run, lane })),
  );
}

/** L(N) through the finished runs that are switched on for it. */
export function fitRuns(runs: readonly Run[], floor: FloorChoice): ScalingLaw | Refusal {
  const points = pointsOf(runs.filter((run) => run.fitted));
  return fitScalingLaw(
    points.map(({ x, loss }) => ({ x, loss })),
    { floor },
  );
}

import type { FloorChoice } from '../laws/choose-law.ts';
import type { Refusal } from '../laws/refusal.ts';
import { fitScalingLaw, type ScalingLaw } from '../laws/scaling-law.ts';
import type { PlannedRun } from './plan-runs.ts';
import { reachedLosses, type Run } from './run.ts';

/** What a law is of: non-embedding parameters, or distinct tokens. */
export type LawOf = 'N' | 'U';

/** The laws of an experiment, by series. */
export type Laws = Readonly<Record<string, ScalingLaw | Refusal>>;

/** One trained model on the scaling plot. */
export interface RunPoint {
  /** N or U. */
  readonly x: number;
  /** Validation loss it reached, nats per token. */
  readonly loss: number;
  readonly run: Run;
  readonly lane: number;
}

/** Where a run stands on a law. */
export function xOf(run: PlannedRun, of: LawOf): number {
  return of === 'N' ? run.parameters.nonEmbedding : run.uniqueTokens;
}

/** Every finished model, a point each; lanes are points of their own. */
export function pointsOf(runs: readonly Run[], of: LawOf): RunPoint[] {
  return runs.flatMap((run) =>
    Array.from(reachedLosses(run) ?? [], (loss, lane) => ({ x: xOf(run, of), loss, run, lane })),
  );
}

/** The law through the finished runs that are switched on for it. */
export function fitRuns(runs: readonly Run[], of: LawOf, floor: FloorChoice): ScalingLaw | Refusal {
  const points = pointsOf(
    runs.filter((run) => run.fitted),
    of,
  );
  return fitScalingLaw(
    points.map(({ x, loss }) => ({ x, loss })),
    { floor },
  );
}

/** A law for each series that has a finished run which is switched on for it. */
export function fitSeries(runs: readonly Run[], of: LawOf, floor: FloorChoice): Laws {
  const finished = runs.filter((run) => run.state === 'finished' && run.fitted);
  const names = new Set(finished.map((run) => run.settings.series));
  return Object.fromEntries(
    Array.from(names, (name) => [
      name,
      fitRuns(
        finished.filter((run) => run.settings.series === name),
        of,
        floor,
      ),
    ]),
  );
}

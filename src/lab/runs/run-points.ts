import type { LawVariable } from '../../laws/analysis/request.ts';
import type { ParameterConvention } from '../../laws/counting/parameter-convention.ts';
import { lawPlace } from '../../laws/analysis/trained-model.ts';
import type { PlannedRun } from '../plan/plan-runs.ts';
import { reachedLosses, type Run } from './run.ts';

/** One trained model on the scaling plot. */
export interface RunPoint {
  /** N, D, U or C. */
  readonly x: number;
  /** Validation loss that it reached, nats per token. */
  readonly loss: number;
  readonly run: Run;
  readonly lane: number;
}

/** A run's value of the variable of a law. */
export function xOf(run: PlannedRun, of: LawVariable, convention: ParameterConvention): number {
  const { flops, plan, tokens, uniqueTokens } = run;
  return lawPlace({ shape: plan.shape, tokens, uniqueTokens, compute: flops }, of, convention);
}

/** A point for each finished model. Each lane is a model. */
export function pointsOf(runs: readonly Run[], of: LawVariable, convention: ParameterConvention): RunPoint[] {
  return runs.flatMap((run) =>
    Array.from(reachedLosses(run) ?? [], (loss, lane) => ({ x: xOf(run, of, convention), loss, run, lane })),
  );
}

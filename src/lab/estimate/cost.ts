import type { PlannedRun } from '../plan/plan-runs.ts';
import { secondsLeft, type Pace } from './time-left.ts';

/** What an experiment costs. */
export interface Cost {
  /** Training FLOPs of every model together, counted exactly. */
  readonly flops: number;
  /** Tokens that all models see together. */
  readonly tokens: number;
  /** Evaluations and compilation with it. */
  readonly seconds: number;
  /** Whether the speed was measured on this adapter, or is assumed. */
  readonly measured: boolean;
}

/** What planned runs cost at the speed of an adapter. */
export function costOf(planned: readonly PlannedRun[], pace: Pace): Cost {
  const sum = (of: (run: PlannedRun) => number) => planned.reduce((total, run) => total + of(run), 0);
  return {
    flops: sum(({ flops, plan }) => flops * plan.lanes.length),
    tokens: sum(({ tokens, plan }) => tokens * plan.lanes.length),
    seconds: sum((run) => secondsLeft(run, 0, pace)),
    measured: pace.measured,
  };
}

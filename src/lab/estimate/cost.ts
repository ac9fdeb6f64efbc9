import type { PlannedRun } from '../plan/plan-runs.ts';
import type { Pace } from './pace.ts';
import { runSeconds } from './time-left.ts';

/** The cost of an experiment. */
export interface Cost {
  /** Training FLOPs of all models, counted exactly. */
  readonly flops: number;
  /** Tokens that all models see. */
  readonly tokens: number;
  /** Includes evaluations and compilation. */
  readonly seconds: number;
  /** Whether the speed was measured on this adapter, rather than assumed. */
  readonly measured: boolean;
}

/** The cost of planned runs at the speed of an adapter. */
export function costOf(planned: readonly PlannedRun[], pace: Pace): Cost {
  const sum = (of: (run: PlannedRun) => number) => planned.reduce((total, run) => total + of(run), 0);
  return {
    flops: sum(({ flops, plan }) => flops * plan.lanes.length),
    tokens: sum(({ tokens, plan }) => tokens * plan.lanes.length),
    seconds: sum((run) => runSeconds(run, pace)),
    measured: pace.measured,
  };
}

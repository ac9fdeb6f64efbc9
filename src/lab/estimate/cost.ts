import type { PlannedRun } from '../plan/plan-runs.ts';
import { sharedSteps } from '../plan/trunk.ts';
import type { Pace } from './pace.ts';
import { runSeconds } from './time-left.ts';

/** The cost of an experiment. */
export interface Cost {
  /** Training FLOPs of all models, counted exactly; steps that runs share count once. */
  readonly flops: number;
  /** Tokens that all models see. */
  readonly tokens: number;
  /** Includes evaluations and compilation. */
  readonly seconds: number;
  /** Whether the speed was measured on this adapter, rather than assumed. */
  readonly measured: boolean;
}

/** The cost of planned runs, trained in this order, at the speed of an adapter. */
export function costOf(planned: readonly PlannedRun[], pace: Pace): Cost {
  const shared = sharedSteps(planned.map(({ plan }) => plan));
  const sum = (of: (run: PlannedRun, shared: number) => number) =>
    planned.reduce((total, run, i) => total + of(run, shared[i] ?? 0), 0);
  return {
    flops: sum(({ flops, plan }, steps) => flops * plan.lanes.length * (1 - steps / plan.steps)),
    tokens: sum(({ tokens, plan }) => tokens * plan.lanes.length),
    seconds: sum((run, steps) => runSeconds(run, pace, steps)),
    measured: pace.measured,
  };
}

import type { RunPlan } from '../../engine/trainer.ts';

/*
 * Runs that warm up, keep a constant rate and then cool down have the same first steps if they differ only in their length. So the
 * longer ones branch off from the state in which the cooldown of a shorter one began (Hägele et al. 2024), with the bits of
 * runs that are trained from their start.
 */

/** Steps of a plan before its cooldown begins; 0 if its rate has no constant part. */
export function trunkSteps({ schedule, steps }: RunPlan): number {
  if (schedule.kind !== 'warmup-stable-decay') return 0;
  const warmup = warmupSteps(schedule.warmup, steps);
  return warmup + Math.floor((1 - schedule.cooldown) * (steps - warmup));
}

/** The same text for plans whose first steps are the same, however long they are; null for plans that share none. */
export function trunkKey(plan: RunPlan): string | null {
  if (trunkSteps(plan) === 0) return null;
  return JSON.stringify([warmupSteps(plan.schedule.warmup, plan.steps), lengthlessKey(plan)]);
}

/** The step at which a plan can go on from the state in which the cooldown of a trunk began; 0 if it cannot. */
export function branchStep(plan: RunPlan, trunk: RunPlan): number {
  const step = trunkSteps(trunk);
  const [evaluated = plan.steps] = plan.evaluation.steps;
  if (step === 0 || step > Math.min(trunkSteps(plan), evaluated)) return 0;
  return trunkKey(plan) === trunkKey(trunk) ? step : 0;
}

/** Of each plan, the steps that one before it has trained already, if they are trained in this order. */
export function sharedSteps(plans: readonly RunPlan[]): number[] {
  const trunks = new Map<string, RunPlan[]>();
  return plans.map((plan) => {
    const key = trunkKey(plan);
    if (key === null) return 0;
    const before = trunks.get(key) ?? [];
    trunks.set(key, [...before, plan]);
    return Math.max(0, ...before.map((trunk) => branchStep(plan, trunk)));
  });
}

/**
 * Plans in which those of one trunk warm up for as many steps as the shortest of them. Plans without others on their trunk
 * stay as they are.
 */
export function withSharedWarmup<Run extends { readonly plan: RunPlan }>(runs: readonly Run[]): Run[] {
  const shortest = new Map<string, number>();
  for (const { plan } of runs) {
    const key = lengthlessKey(plan);
    const warmup = warmupSteps(plan.schedule.warmup, plan.steps);
    shortest.set(key, Math.min(shortest.get(key) ?? Infinity, warmup));
  }
  return runs.map((run) => {
    const { schedule, steps } = run.plan;
    const warmup = shortest.get(lengthlessKey(run.plan)) ?? 0;
    if (trunkSteps(run.plan) === 0 || warmup === warmupSteps(schedule.warmup, steps)) return run;
    return { ...run, plan: { ...run.plan, schedule: { ...schedule, warmup: warmup / steps } } };
  });
}

/** What plans have in common that differ only in their length. */
function lengthlessKey(plan: RunPlan): string {
  const { evaluation: _, id: __, schedule, steps: ___, ...rest } = plan;
  return JSON.stringify([schedule.kind, rest]);
}

function warmupSteps(share: number, steps: number): number {
  return Math.round(share * steps);
}

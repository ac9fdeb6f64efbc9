import type { OptimizerSettings, Schedule } from '../trainer.ts';

/** Share of the peak rate at each of `steps` steps: warm-up from 0, then the schedule's own shape. */
export function scheduleShares(schedule: Schedule, steps: number): number[] {
  const warmup = Math.round(schedule.warmup * steps);
  return Array.from({ length: steps }, (_, step) =>
    step < warmup
      ? (step + 1) / (warmup + 1)
      : shareAfterWarmup(schedule, (step - warmup) / (steps - warmup)),
  );
}

/** `progress` runs from 0 after the warm-up to 1 after the last step. */
function shareAfterWarmup({ kind, cooldown }: Schedule, progress: number): number {
  switch (kind) {
    case 'constant':
      return 1;
    case 'linear':
      return 1 - progress;
    case 'cosine':
      return (1 + Math.cos(Math.PI * progress)) / 2;
    case 'warmup-stable-decay': {
      // The 1 − √ shape of Hägele et al. 2024.
      const decayed = (progress - (1 - cooldown)) / cooldown;
      return decayed <= 0 ? 1 : 1 - Math.sqrt(decayed);
    }
    default:
      throw new Error(`unknown schedule ${String(kind satisfies never)}`);
  }
}

/** `[steps, 4]`: share of the peak rate, 1 − β₁ᵗ and 1 − β₂ᵗ with t counted from 1, and 0; computed in float64. */
export function scheduleTable(
  shares: ArrayLike<number>,
  { beta1, beta2 }: OptimizerSettings,
): Float32Array<ArrayBuffer> {
  const table = new Float32Array(shares.length * 4);
  for (let step = 0; step < shares.length; step++) {
    table.set([shares[step], 1 - beta1 ** (step + 1), 1 - beta2 ** (step + 1), 0], step * 4);
  }
  return table;
}

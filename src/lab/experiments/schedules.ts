import type { Refusal } from '../../laws/refusal.ts';
import { mean } from '../../laws/stats/mean.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { finalLosses, type Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './conclusion.ts';
import { LONGER } from './next-step.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

const KINDS = ['constant', 'cosine', 'linear', 'warmup-stable-decay'] as const;

/** One model with every schedule. Its seeds show how much of a difference is noise. */
function runsOf(settings: SweepSettings): RunSettings[] {
  return KINDS.map((schedule) => ({ ...runOf(settings), schedule }));
}

export const schedules = {
  title: 'Schedules',
  headline: 'Which schedule the learning rate follows hardly matters.',
  result: 'Which schedule the learning rate follows hardly matters (Kaplan et al. 2020, figure 22).',
  varies: 'the schedule of the learning rate',
  measures: 'runs',
  laws: [],
  fits: [],
  floor: 'auto',
  subject: 'none',
  caveats: [],
  stage: { hero: 'variants', beside: 'loss' } as const,
  views: [] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, widths: [32], lanes: 4 },
    quick: { ...QUICK_SWEEP, widths: [24], lanes: 4 },
  },
  editable: { ...USUAL_FIELDS, lanes: 'models a schedule, side by side' },
  suggests: 'tokens',
  runs: runsOf,
  conclude,
} satisfies Preset;

/** The largest share of the loss between schedules that are "close". */
const CLOSE = 0.05;

/** Kaplan et al. 2020, figure 22: the schedule hardly matters. */
function conclude({ runs }: Evidence): Finding[] {
  const finished = runs
    .filter((run) => finalLosses(run) !== null)
    .toSorted((a, b) => mean(finalLosses(a) ?? []) - mean(finalLosses(b) ?? []));
  return [orElse(LONGER, close(finished))];
}

/** @param runs the one with the least loss first */
function close(runs: readonly Run[]): Finding {
  const claim = `Schedules end within ${100 * CLOSE} % of each other.`;
  const [best, worst] = [runs[0], runs.at(-1)];
  if (best === undefined || worst === undefined || best === worst) {
    return notTested(claim, 'Fewer than two schedules have finished.');
  }
  const deviation = pooledDeviation(runs.map((run) => finalLosses(run) ?? []));
  const apart = mean(finalLosses(worst) ?? []) / mean(finalLosses(best) ?? []) - 1;
  return {
    claim,
    holds: apart <= CLOSE,
    words: `The best first: ${runs.map((run) => lossWords(run, deviation)).join(', ')}; ${(100 * apart).toFixed(1)} % from first to last.`,
  };
}

/** The loss with its standard error, which comes from one deviation over the seeds of all schedules. */
function lossWords(run: Run, deviation: number | Refusal): string {
  const losses = finalLosses(run) ?? new Float32Array();
  const noise =
    typeof deviation === 'number' ? ` ± ${(deviation / Math.sqrt(losses.length)).toFixed(3)}` : '';
  return `${run.settings.schedule} ${mean(losses).toFixed(3)}${noise}`;
}

import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
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
    full: { ...FULL_SWEEP, widths: [32], lanes: 8 },
    quick: { ...QUICK_SWEEP, widths: [24], lanes: 6 },
  },
  editable: { ...USUAL_FIELDS, lanes: 'models a schedule, side by side' },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;

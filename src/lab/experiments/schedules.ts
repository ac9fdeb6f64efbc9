import { concludeSchedules } from '../conclusions/schedules.ts';
import { QUICK_RECIPE, RECIPE } from '../plan/recipe.ts';
import { seedLanes, type RunSettings } from '../plan/run-settings.ts';
import type { Preset } from './preset.ts';

const KINDS = ['constant', 'cosine', 'linear', 'warmup-stable-decay'] as const;

/** One model under every schedule, over a few seeds that say how much of a difference is noise. */
function underSchedules(base: RunSettings): RunSettings[] {
  return KINDS.map((schedule) => ({ ...base, schedule, lanes: seedLanes(1, 4) }));
}

export const schedules: Preset = {
  id: 'schedules',
  title: 'Schedules',
  result: 'Which schedule the learning rate follows hardly matters (Kaplan et al. 2020, figure 22).',
  varies: 'the schedule of the learning rate',
  measures: 'runs',
  laws: [],
  fits: [],
  floor: 'auto',
  runs: { full: underSchedules(RECIPE), quick: underSchedules({ ...QUICK_RECIPE, width: 24 }) },
  conclude: concludeSchedules,
};

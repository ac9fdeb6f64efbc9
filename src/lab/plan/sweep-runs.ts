import { isFitted, RECIPE } from './recipe.ts';
import { seedLanes, type RunSettings } from './run-settings.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** The runs of a sweep over widths. */
export function sweepRuns({ widths, seed, lanes, ...settings }: SweepSettings): RunSettings[] {
  return widths.map((width) => ({
    ...RECIPE,
    ...settings,
    width,
    lanes: seedLanes(seed, lanes),
    fitted: isFitted(width),
  }));
}

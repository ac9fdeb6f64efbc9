import { isFitted, RECIPE } from './recipe.ts';
import { seedLanes, type RunSettings } from './run-settings.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** One run of these settings, by default of their first width. */
export function runOf(
  { widths, seed, lanes, positions, ...sweep }: SweepSettings,
  width = widths[0] ?? RECIPE.width,
): RunSettings {
  const { budgets: _, ...settings } = sweep;
  return {
    ...RECIPE,
    ...settings,
    ...(positions !== 'rotary' && { positions }),
    width,
    lanes: seedLanes(seed, lanes),
  };
}

/** A run whose end also shows how losses fall over the context. */
export function withOverlapping(run: RunSettings): RunSettings {
  return { ...run, evaluation: { ...run.evaluation, overlapping: true } };
}

/** The runs of a sweep over widths. */
export function sweepRuns(settings: SweepSettings): RunSettings[] {
  return settings.widths.map((width) => ({ ...runOf(settings, width), fitted: isFitted(width) }));
}

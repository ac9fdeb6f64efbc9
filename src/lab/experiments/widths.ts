import { concludeWidths } from '../conclusions/widths.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { sweepRuns } from '../plan/sweep-runs.ts';
import type { Preset } from './preset.ts';

/** The default; its runs stand in the form, where they may be changed. */
export const widths: Preset = {
  id: 'widths',
  title: 'Widths',
  result: 'Loss is a power law of parameters over orders of magnitude (Kaplan et al. 2020, figures 1 and 2).',
  varies: 'the width d',
  measures: 'runs',
  laws: ['N', 'C'],
  fits: ['frontier', 'efficiency', 'steps', 'positions'],
  floor: 'auto',
  runs: { full: sweepRuns(FULL_SWEEP), quick: sweepRuns(QUICK_SWEEP) },
  conclude: concludeWidths,
};

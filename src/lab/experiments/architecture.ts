import { equalLstm } from '../plan/equal-lstm.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import { sweepRuns, withOverlapping } from '../plan/sweep-runs.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

/** A transformer of every width, and an LSTM of equal N beside each. A network is a series. */
function runsOf(settings: SweepSettings): RunSettings[] {
  return sweepRuns(settings)
    .map(withOverlapping)
    .flatMap((run) => [{ ...run, series: 'transformer' }, equalLstm(run)]);
}

export const architecture = {
  title: 'Transformer against LSTM',
  headline: 'At equal size, a transformer predicts text better than an LSTM.',
  result:
    'At equal N an LSTM has a higher loss than a transformer, because it gains less from what stands far back in the context (Kaplan et al. 2020, figure 7).',
  varies: 'the network and its N',
  measures: 'runs',
  laws: ['N'],
  fits: ['positions'],
  floor: 'auto',
  subject: 'series',
  caveats: [
    'Every model saw the same D, each network at a rate that suits it. The LSTM has one layer, and its biases are left out of N.',
  ],
  stage: { hero: 'scaling', beside: 'position' } as const,
  views: ['loss', 'residuals'] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, tokens: 2_048_000, widths: [12, 16, 24, 32, 48, 64], lanes: 2 },
    quick: { ...QUICK_SWEEP, learningRate: FULL_SWEEP.learningRate, widths: [12, 16, 20, 28, 32, 40] },
  },
  editable: { ...USUAL_FIELDS, widths: 'a transformer each, and an LSTM of equal N' },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;

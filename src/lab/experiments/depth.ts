import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

const LAYERS: Record<ExperimentSize, readonly number[]> = { full: [1, 2, 3, 4, 6], quick: [1, 2, 4] };

/** Every width at every depth; a depth is a series. */
function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  return LAYERS[size].flatMap((layers) =>
    settings.widths.map((width) => ({ ...runOf(settings, width), layers, series: `L ${layers}` })),
  );
}

export const depth = {
  title: 'Depth',
  headline: 'Models of two or more layers lie on one line.',
  result:
    'If N leaves out the embedding, models of two or more layers lie on one line L(N), and models of one layer lie above it (Kaplan et al. 2020, figure 6).',
  varies: 'the layers L and the width d',
  measures: 'runs',
  laws: ['N'],
  fits: ['depth'],
  floor: 'auto',
  subject: 'depth',
  caveats: ['Every model saw the same D, at one rate for all depths.'],
  stage: { hero: 'scaling', beside: 'loss' } as const,
  views: ['residuals'] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, tokens: 2_048_000, widths: [16, 24, 32, 48, 64] },
    quick: { ...QUICK_SWEEP, widths: [12, 16, 24, 32], lanes: 3 },
  },
  editable: { ...USUAL_FIELDS, widths: 'one model each at every depth' },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;

import { CONTEXT_MAX, CONTEXT_MIN, LAYERS_MAX, WIDTH_MAX, WIDTH_MIN } from '../plan/read-draft.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { sweepRuns, withOverlapping } from '../plan/sweep-runs.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

export const widths = {
  title: 'Widths',
  headline: 'Bigger models lose less, along a straight line on log–log axes.',
  result: 'Loss is a power law of parameters over orders of magnitude (Kaplan et al. 2020, figures 1 and 2).',
  varies: 'the width d',
  measures: 'runs',
  laws: ['N', 'C'],
  fits: ['frontier', 'efficiency', 'steps', 'positions'],
  floor: 'auto',
  subject: 'series',
  caveats: ['Every model saw the same D, so this is L(N) at fixed D.'],
  stage: { hero: 'scaling', beside: 'loss' } as const,
  views: ['frontier', 'residuals', 'steps', 'efficient', 'position'] as const,
  unit: 'width',
  settings: { full: FULL_SWEEP, quick: QUICK_SWEEP },
  editable: {
    widths: `one model each, ${WIDTH_MIN} to ${WIDTH_MAX.toLocaleString('en')}`,
    layers: `1 to ${LAYERS_MAX}`,
    headRule: 'which rule gives each width its heads',
    heads: 'the number, or the size',
    context: `tokens a window, ${CONTEXT_MIN} to ${CONTEXT_MAX}`,
    batch: 'windows a step',
    learningRate: 'peak; matrices use it times 32 / d',
    positions: 'how a model knows the order',
    schedule: 'how the rate changes over a run',
    ...USUAL_FIELDS,
    lanes: 'models a width, side by side',
  },
  suggests: 'widths',
  runs: (settings) => sweepRuns(settings).map(withOverlapping),
} satisfies Preset;

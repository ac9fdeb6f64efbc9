import { FULL_SWEEP } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

/** A source, the widths that train on it, and a context of whole items. */
interface Trial {
  readonly corpus: string;
  readonly series: string;
  readonly context: number;
  readonly widths: readonly number[];
}

const MEMO: Trial = { corpus: 'memo-trap', series: 'memo trap', context: 128, widths: [12, 16, 32] };

const TRIALS: Record<ExperimentSize, readonly Trial[]> = {
  full: [
    MEMO,
    { corpus: 'secret-bit', series: 'secret bit', context: 120, widths: [16, 24, 64] },
    { corpus: 'distractor', series: 'distractor', context: 128, widths: [8, 16, 32] },
  ],
  quick: [MEMO],
};

/** A smaller base than usual: the tokens of an item stand near each other. */
const ROTARY_BASE = 100;

function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  return TRIALS[size].flatMap(({ context, corpus, series, widths }) =>
    widths.map((width) => ({
      ...runOf({ ...settings, context, corpus }, width),
      rotaryBase: ROTARY_BASE,
      series,
    })),
  );
}

/** Without a text: every run has its own source. */
const { corpus: _, ...FIELDS } = USUAL_FIELDS;

export const inverse = {
  title: 'Inverse scaling',
  headline: 'A larger model can be worse: it repeats what it has memorised.',
  result:
    'Accuracy can fall while the model grows and its loss falls, and with a rule that only large models find it turns (McKenzie et al. 2023; Wei et al. 2022).',
  varies: 'the width, on items that set a trap',
  measures: 'runs',
  laws: [],
  fits: [],
  floor: 'never',
  subject: 'none',
  caveats: ['Whether accuracy falls also depends on how long a model is trained.'],
  stage: { hero: 'answers', beside: 'loss' } as const,
  views: [] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, widths: [12, 16, 32], tokens: 1_638_400, lanes: 3 },
    quick: { ...FULL_SWEEP, widths: [12, 16, 32], tokens: 1_638_400, lanes: 2 },
  },
  editable: FIELDS,
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;

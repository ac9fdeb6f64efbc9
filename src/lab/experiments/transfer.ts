import { QUICK_SWEEP } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

const OTHER_TEXTS = ['moby-dick', 'bible'];

/** Windows of the own text: about as many as those of both others. */
const WINDOWS = 512;

/** Evaluations of the widest model, whose way down is compared with the ends of all; results of a class have room for them. */
const TIMES = { widest: 12, others: 1 };

/** A sweep over widths whose models are evaluated on other texts too, on the same windows every time. */
function runsOf(settings: SweepSettings): RunSettings[] {
  const widest = Math.max(...settings.widths);
  return settings.widths.map((width) => ({
    ...runOf(settings, width),
    otherTexts: OTHER_TEXTS,
    evaluation: { times: width === widest ? TIMES.widest : TIMES.others, windows: WINDOWS },
  }));
}

/** Without a text: the others are named here. */
const { corpus: _, ...FIELDS } = USUAL_FIELDS;

export const transfer = {
  title: 'Transfer',
  headline: 'What a model learns from one text helps it with texts that it never saw.',
  result:
    'The loss on another text follows the loss on the own one alone: models of many sizes at their ends and one model in training lie on one curve (Kaplan et al. 2020, figure 8).',
  varies: 'the width, with every model evaluated on other texts too',
  measures: 'runs',
  laws: [],
  fits: [],
  floor: 'never',
  subject: 'none',
  caveats: [
    'Every model saw the same D of one text. A curve through more texts, or through larger models, may bend.',
    'Kaplan et al. measured what a larger model gains on the own text and on others; here it gains less on the others.',
  ],
  stage: { hero: 'transfer', beside: 'loss' } as const,
  views: [] as const,
  unit: 'width',
  settings: {
    full: { ...QUICK_SWEEP, widths: [8, 12, 16, 24, 32, 48, 64], lanes: 4 },
    quick: { ...QUICK_SWEEP, widths: [8, 12, 16, 20, 24, 32, 48], lanes: 2 },
  },
  editable: { ...FIELDS, widths: 'from narrow to wide; the widest is followed in training' },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;

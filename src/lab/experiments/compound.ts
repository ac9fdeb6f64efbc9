import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

/** What changes from the base. */
type Growth = Partial<Pick<RunSettings, 'context' | 'layers' | 'width'>>;

/** Validation tokens of every run, whatever its context. */
const VALIDATION_TOKENS = 131_072;

/**
 * Ways to spend two, then four times the FLOPs of the base on a token, as nearly as whole layers and widths in fours allow. In a mix
 * layers and width each pay for half of the doublings.
 */
const WAYS: Record<ExperimentSize, Readonly<Record<string, readonly Growth[]>>> = {
  full: {
    width: [{ width: 48 }, { width: 68 }],
    depth: [{ layers: 4 }, { layers: 9 }],
    context: [{ context: 512 }],
    mix: [
      { layers: 3, width: 40 },
      { layers: 4, width: 48 },
    ],
    'mix with context': [
      { layers: 3, width: 36, context: 128 },
      { layers: 4, width: 44, context: 128 },
    ],
  },
  quick: {
    width: [{ width: 24 }, { width: 36 }],
    depth: [{ layers: 4 }, { layers: 9 }],
    context: [{ context: 256 }],
    mix: [
      { layers: 3, width: 20 },
      { layers: 4, width: 24 },
    ],
  },
};

/** Steps keep their tokens, so windows that are twice as long are half as many. */
function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  const base = runOf(settings);
  const grown = (series: string, growth: Growth): RunSettings => {
    const { context = base.context } = growth;
    const evaluation = { ...base.evaluation, windows: VALIDATION_TOKENS / context };
    return { ...base, ...growth, batch: (base.batch * base.context) / context, evaluation, series };
  };
  const ways = Object.entries(WAYS[size]);
  return [grown('base', {}), ...ways.flatMap(([series, all]) => all.map((growth) => grown(series, growth)))];
}

export const compound = {
  title: 'Compound scaling',
  headline: 'More layers and more width together do as well as the better of them alone.',
  result:
    'A model that grows in several ways at once ends at least as low as one that grows in one way (Tan & Le 2019, figure 8, on images).',
  varies: 'how 2 and 4 times the FLOPs are spent',
  measures: 'runs',
  laws: [],
  fits: [],
  floor: 'auto',
  subject: 'none',
  caveats: ['Every model saw the same D.'],
  stage: { hero: 'variants', beside: 'loss' } as const,
  views: [] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, widths: [32], context: 64, batch: 16, tokens: 2_048_000, lanes: 4 },
    quick: { ...QUICK_SWEEP, widths: [16], context: 32, batch: 32, tokens: 512_000, lanes: 3 },
  },
  editable: USUAL_FIELDS,
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;

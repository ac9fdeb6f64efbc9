import { trainingFlops } from '../../laws/counting/count-parameters.ts';
import { corpusOf } from '../plan/corpora.ts';
import { shapeOf } from '../plan/plan-runs.ts';
import { FULL_SWEEP, QUICK_SWEEP, RECIPE } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { BudgetChoice, SweepSettings } from '../plan/sweep-settings.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

/** A budget C, and the widths of its runs. */
type Budget = readonly [compute: number, widths: readonly number[]];

/** The budgets of a choice. */
interface Budgets {
  readonly budgets: readonly Budget[];
  /** D of the first width at the first budget. */
  readonly tokens: number;
}

/** Three budgets around their best sizes, which a computer without a GPU trains in a quarter of an hour. */
const SMALL: Budgets = {
  budgets: [
    [2e10, [8, 12, 16, 20, 24]],
    [4e10, [8, 12, 16, 20, 24]],
    [8e10, [8, 12, 16, 24, 32]],
  ],
  tokens: 780_288,
};

/** The widths of the centred budgets reach from 1/2.5 to 2.5 of the best one, as far as the text lasts. */
const BUDGETS: Record<BudgetChoice, Record<ExperimentSize, Budgets>> = {
  centred: {
    full: {
      budgets: [
        [5e10, [8, 12, 16, 20, 24, 32]],
        [1.5e11, [8, 12, 16, 20, 28, 40, 48]],
        [4.5e11, [12, 16, 20, 28, 36, 48, 64]],
        [1.35e12, [20, 24, 28, 36, 48, 64, 80]],
      ],
      tokens: 1_950_720,
    },
    quick: {
      budgets: [
        [4e10, [8, 12, 16, 20, 24]],
        [8e10, [8, 12, 16, 20, 28, 40]],
        [1.6e11, [8, 12, 16, 24, 36, 52]],
        [3.2e11, [12, 16, 20, 28, 40, 60]],
      ],
      tokens: 1_560_576,
    },
  },
  small: { full: SMALL, quick: SMALL },
  first: {
    full: {
      budgets: [
        [1e11, [12, 16, 20, 24, 28, 32]],
        [2.5e11, [16, 20, 24, 32, 40, 48]],
        [6e11, [20, 24, 32, 40, 48, 64]],
        [1.5e12, [28, 36, 44, 52, 64, 80]],
        [4e12, [48, 56, 64, 80, 96, 120]],
      ],
      tokens: 2_204_672,
    },
    quick: {
      budgets: [
        [2.5e10, [8, 12, 16, 20, 24]],
        [4.8e10, [8, 12, 16, 20, 28]],
        [9e10, [12, 16, 20, 28, 36]],
        [1.7e11, [16, 20, 24, 32, 40]],
      ],
      tokens: 974_848,
    },
  },
};

/** Quick runs are short, and so are their evaluations. */
const EVALUATION: Record<ExperimentSize, RunSettings['evaluation']> = {
  full: RECIPE.evaluation,
  quick: { times: 1, windows: 512 },
};

/** A person sets the tokens of the first run; every budget grows with them. */
function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  const { budgets, tokens } = BUDGETS[settings.budgets][size];
  const scale = settings.tokens / tokens;
  const base = { ...runOf(settings), evaluation: EVALUATION[size] };
  return budgets.flatMap(([compute, widths]) => atBudget(base, scale * compute, widths));
}

/** The fields that early files and links mean, which do not name their budgets. */
function early(size: ExperimentSize) {
  return { budgets: 'first', tokens: BUDGETS.first[size].tokens.toLocaleString('en'), lanes: '1' };
}

/** The runs of one budget: each width sees the tokens that the budget pays for, with C counted exactly. */
function atBudget(base: RunSettings, compute: number, widths: readonly number[]): RunSettings[] {
  const { vocabulary } = corpusOf(base.corpus, base.context);
  const stepTokens = base.batch * base.context;
  return widths.map((width) => {
    const run = { ...base, width, series: `C ${compute.toExponential(1)}` };
    const steps = compute / trainingFlops(shapeOf(run, vocabulary), stepTokens);
    return { ...run, tokens: Math.round(steps) * stepTokens };
  });
}

export const isoflop = {
  title: 'IsoFLOP',
  headline: 'For each budget of compute, one model size is best.',
  result:
    'At a fixed budget one size is best, and best size and best tokens grow as powers of compute (Hoffmann et al. 2022, figure 3).',
  varies: 'the width d and tokens D at fixed C',
  measures: 'runs',
  laws: [],
  fits: ['approaches', 'frontier'],
  floor: 'auto',
  subject: 'approaches',
  caveats: [
    'A parabola uses the runs within a factor of 8 of the best N of its budget, on log losses.',
    'Parabolas are biased where their minimum is off the middle of their range of N.',
    'E of a joint fit is an extrapolation in N and D at once; where its interval is wide, these runs do not determine it.',
    'With a late cooldown, the runs of one width share steps and so noise, which no interval knows.',
  ],
  stage: { hero: 'isoflop', beside: 'loss' } as const,
  views: ['optima', 'exponents', 'frontier', 'residuals'] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, tokens: BUDGETS.centred.full.tokens, lanes: 2, budgets: 'centred' },
    quick: { ...QUICK_SWEEP, tokens: BUDGETS.centred.quick.tokens, budgets: 'centred' },
  },
  early: { full: early('full'), quick: early('quick') },
  editable: {
    ...USUAL_FIELDS,
    budgets: 'and widths at each',
    schedule: 'a late cooldown costs less',
    tokens: 'of the narrowest model at the least budget; all budgets grow with it',
  },
  suggests: 'tokens',
  runs: runsOf,
} satisfies Preset;

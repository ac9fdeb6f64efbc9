import { trainingFlops } from '../../laws/counting/count-parameters.ts';
import { concludeIsoflop } from '../conclusions/isoflop.ts';
import { corpusOf } from '../plan/corpora.ts';
import { shapeOf } from '../plan/plan-runs.ts';
import { QUICK_RECIPE, RECIPE } from '../plan/recipe.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { Preset } from './preset.ts';

/** Runs of one budget of compute: each width sees as many tokens as the budget pays for, C counted exactly. */
function atBudget(base: RunSettings, compute: number, widths: readonly number[]): RunSettings[] {
  const { vocabulary } = corpusOf(base.corpus, base.context);
  const stepTokens = base.batch * base.context;
  return widths.map((width) => {
    const run = { ...base, width, series: `C ${compute.toExponential(1)}` };
    const steps = compute / trainingFlops(shapeOf(run, vocabulary), stepTokens);
    return { ...run, tokens: Math.round(steps) * stepTokens };
  });
}

/** Runs are short, and so are their evaluations. */
const QUICK: RunSettings = { ...QUICK_RECIPE, evaluation: { times: 1, windows: 512 } };

export const isoflop: Preset = {
  id: 'isoflop',
  title: 'IsoFLOP',
  result:
    'At a fixed budget one size is best, and best size and best tokens grow as powers of compute (Hoffmann et al. 2022, figure 3).',
  varies: 'the width d and tokens D at fixed C',
  measures: 'runs',
  laws: [],
  fits: ['approaches', 'frontier'],
  floor: 'auto',
  runs: {
    full: [
      ...atBudget(RECIPE, 1e11, [12, 16, 20, 24, 28, 32]),
      ...atBudget(RECIPE, 2.5e11, [16, 20, 24, 32, 40, 48]),
      ...atBudget(RECIPE, 6e11, [20, 24, 32, 40, 48, 64]),
      ...atBudget(RECIPE, 1.5e12, [28, 36, 44, 52, 64, 80]),
      ...atBudget(RECIPE, 4e12, [48, 56, 64, 80, 96, 120]),
    ],
    quick: [
      ...atBudget(QUICK, 2.5e10, [8, 12, 16, 20, 24]),
      ...atBudget(QUICK, 4.8e10, [8, 12, 16, 20, 28]),
      ...atBudget(QUICK, 9e10, [12, 16, 20, 28, 36]),
      ...atBudget(QUICK, 1.7e11, [16, 20, 24, 32, 40]),
    ],
  },
  conclude: concludeIsoflop,
};

import type { GridAnalysis } from '../../laws/analysis/analyse-grid.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { rootMeanSquare } from '../../laws/stats/mean.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import { partsWithin } from '../plan/corpora.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { type Evidence, type Finding, notTested, withoutLaw, orElse } from './conclusion.ts';
import { TWICE_AS_LONG } from './next-step.ts';
import { USUAL_FIELDS, type ExperimentSize, type Preset } from './preset.ts';

/** Distinct tokens U of each corpus. */
const PARTS: Record<ExperimentSize, readonly number[]> = {
  full: [32e3, 128e3, 512e3, 2048e3],
  quick: [16e3, 64e3, 256e3, 1024e3],
};

/** Every width on each part of the corpus, stopped early. */
function runsOf(settings: SweepSettings, size: ExperimentSize): RunSettings[] {
  return partsWithin(PARTS[size], settings).flatMap((unique) =>
    settings.widths.map((width): RunSettings => ({
      ...runOf(settings, width),
      uniqueTokens: unique,
      stopping: 'early',
      evaluation: { times: 10, windows: 256 },
      series: `U ${unique / 1000}k`,
    })),
  );
}

export const grid = {
  title: 'N × D grid',
  headline: 'One law of model size and text size says how much loss to expect.',
  result:
    'One law of N and D says how loss depends on both, and when a corpus is too small (Kaplan et al. 2020, figures 4 and 9).',
  varies: 'the width d and the distinct tokens U',
  measures: 'runs',
  laws: ['N'],
  fits: ['grid'],
  floor: 'auto',
  subject: 'grid',
  caveats: ['D is the distinct tokens U: a corpus repeated more than about four times bends the law.'],
  stage: { hero: 'scaling', beside: 'loss' } as const,
  views: ['collapse', 'residuals'] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, tokens: 2_048_000, widths: [12, 16, 24, 32, 48, 64] },
    quick: { ...QUICK_SWEEP, widths: [12, 16, 32, 48] },
  },
  editable: {
    ...USUAL_FIELDS,
    widths: 'one model each on every part of the text',
    tokens: 'a model; parts of the text beyond D are left out',
  },
  suggests: 'tokens',
  runs: runsOf,
  conclude,
} satisfies Preset;

/** The largest root mean square of log residuals at which the law fits. */
const NEAR = 0.05;
const COLLAPSES = 0.9;

/** Kaplan et al. 2020, section 4: L(N, D) where D is the distinct tokens of a corpus and training stops early. */
function conclude({ runs, analysis }: Evidence): Finding[] {
  const claim = 'L(N, D) = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D fits.';
  const { grid: law } = analysis;
  if (law === undefined) return [orElse(TWICE_AS_LONG, notTested(claim, 'It was not fitted.'))];
  if (isRefusal(law)) return [orElse(TWICE_AS_LONG, withoutLaw(claim, law, runs))];
  return [orElse(TWICE_AS_LONG, fits(claim, law)), orElse(TWICE_AS_LONG, collapses(law))];
}

function fits(claim: string, { constants, formula, models }: GridAnalysis): Finding {
  const rest = rootMeanSquare(models.map(({ residual }) => residual));
  const { alpha_N, alpha_D } = constants;
  return {
    claim,
    holds: rest <= NEAR,
    words: `α_N = ${alpha_N.value.toFixed(3)}, α_D = ${alpha_D.value.toFixed(3)} (Kaplan 0.076 and 0.103), off ${models.length} models by ${(100 * rest).toFixed(1)} % (at most ${100 * NEAR} % is asked): ${formula}.`,
  };
}

/** The loss that a small corpus adds to the loss on the largest one depends on N and D through one number. */
function collapses({ overfitting, collapse }: GridAnalysis): Finding {
  const claim = 'Overfitting L(N, D) / L(N, largest D) − 1 collapses on N^(α_N/α_D) / D.';
  if (Number.isNaN(collapse))
    return notTested(claim, 'Fewer than three models have a partner on the largest corpus.');
  return {
    claim,
    holds: collapse >= COLLAPSES,
    words: `Their ranks correlate by ${collapse.toFixed(2)} over ${overfitting.length} models (at least ${COLLAPSES} is asked).`,
  };
}

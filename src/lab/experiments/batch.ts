import type { BatchAnalysis, LossLevel } from '../../laws/analysis/analyse-batch.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { rootMeanSquare } from '../../laws/stats/mean.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { type Evidence, type Finding, notTested, orElse } from './conclusion.ts';
import { TWICE_AS_LONG } from './next-step.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

/** Rates tried side by side, because the best one depends on the batch. */
const RATES = [0.5, 1, 2];

/** Exponent of the best rate over the batch: 0.012 at 1,024 tokens a step, 0.032 at 4,096. */
const RATE_GROWTH = 0.7;

/** About the critical batch: smaller batches waste no tokens, larger batches need more. */
const TURN = 16;

const BATCHES = [1, 2, 4, 8, 16, 32, 64];

/** One model at several batch sizes at a constant rate. Each run is as long as it should need to reach one loss. */
function runsOf(settings: SweepSettings): RunSettings[] {
  const { seed } = settings;
  return BATCHES.map((size) => ({
    ...runOf(settings),
    batch: size,
    lanes: RATES.map((rate) => ({ initSeed: seed, orderSeed: seed, rate })),
    tokens: settings.tokens * (1 + size / TURN),
    learningRate: FULL_SWEEP.learningRate * (size / FULL_SWEEP.batch) ** RATE_GROWTH,
    schedule: 'constant',
    evaluation: { times: 1, windows: 256 },
  }));
}

/** Without seeds, because the fit uses the fastest of the models side by side, and several seeds would bias it. */
const { lanes: _, ...FIELDS } = USUAL_FIELDS;

export const batch = {
  title: 'Batch size',
  headline: 'Larger batches save steps, up to a critical size.',
  result:
    'Fewer steps cost more tokens, on a hyperbola whose turn, the critical batch size, rises as loss falls (McCandlish et al. 2018; Kaplan et al. 2020, figure 10).',
  varies: 'the batch B at fixed width',
  measures: 'runs',
  laws: [],
  fits: ['batch'],
  floor: 'auto',
  subject: 'batch',
  caveats: [
    'Constant learning rate, the best of three at each batch size: a finer search would move the hyperbola.',
  ],
  stage: { hero: 'batch', beside: 'loss' } as const,
  views: [] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, widths: [48], tokens: 2_000_000 },
    quick: { ...QUICK_SWEEP, widths: [24], tokens: 1_000_000 },
  },
  editable: { ...FIELDS, tokens: 'at a batch that wastes none; larger batches see more' },
  suggests: 'tokens',
  runs: runsOf,
  conclude,
} satisfies Preset;

/** The largest root mean square of log residuals at which steps still count as a hyperbola. */
const NEAR = 0.1;

/** McCandlish et al. 2018, figure 3, and Kaplan et al. 2020, figure 10. */
function conclude({ analysis }: Evidence): Finding[] {
  const levels = analysis.batch?.levels ?? [];
  return [
    ...levels.map((level) => orElse(TWICE_AS_LONG, isHyperbola(level))),
    orElse(TWICE_AS_LONG, rises(levels, analysis.batch)),
  ];
}

function isHyperbola({ loss, hyperbola }: LossLevel): Finding {
  const claim = `Steps against tokens to a loss of ${loss.toFixed(2)} make a hyperbola.`;
  if (isRefusal(hyperbola)) return notTested(claim, `${hyperbola.refused}.`);
  const { criticalBatch, fewestSteps, fewestTokens, residuals } = hyperbola;
  const rest = rootMeanSquare(residuals);
  return {
    claim,
    holds: rest <= NEAR,
    words: `S_min = ${whole(fewestSteps.value)} steps, E_min = ${whole(fewestTokens.value)} tokens, B_crit = ${whole(criticalBatch.value)} tokens a step (${whole(criticalBatch.low)} to ${whole(criticalBatch.high)}); off by ${(100 * rest).toFixed(0)} % (at most ${100 * NEAR} % is asked).`,
  };
}

function rises(levels: readonly LossLevel[], found: BatchAnalysis | undefined): Finding {
  const claim = 'The critical batch size rises as the loss falls.';
  const critical = levels.flatMap(({ loss, hyperbola }) =>
    isRefusal(hyperbola) ? [] : [{ loss, batch: hyperbola.criticalBatch.value }],
  );
  const [first, last] = [critical[0], critical.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return notTested(claim, 'Fewer than two losses have one.');
  }
  const law = found === undefined || isRefusal(found.law) ? '' : ` ${found.law.formula}.`;
  return {
    claim,
    holds: last.batch > first.batch,
    words: `${critical.map((level) => `${whole(level.batch)} tokens at ${level.loss.toFixed(2)}`).join(', ')}.${law}`,
  };
}

function whole(value: number): string {
  return Number.isFinite(value) ? Math.round(value).toLocaleString('en') : 'more than can be counted';
}

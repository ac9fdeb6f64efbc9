import type { RunDynamics } from '../../laws/analysis/analyse-dynamics.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { LaneSettings, RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import type { Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './conclusion.ts';
import { EIGHT_SEEDS, LONGER } from './next-step.ts';
import { USUAL_FIELDS, type Preset } from './preset.ts';

/** Two runs: several seeds of the weights with one order of the data, and several orders with one set of weights. */
function runsOf(settings: SweepSettings): RunSettings[] {
  const { lanes, seed } = settings;
  const base = { ...runOf(settings), evaluation: { times: 8, windows: 1024 } };
  const lanesOf = (seedsOf: (lane: number) => Omit<LaneSettings, 'rate'>): LaneSettings[] =>
    Array.from({ length: lanes }, (_, lane) => ({ ...seedsOf(lane), rate: 1 }));
  return [
    {
      ...base,
      series: 'weights',
      lanes: lanesOf((lane) => ({ initSeed: seed + lane, orderSeed: seed })),
    },
    {
      ...base,
      series: 'order',
      lanes: lanesOf((lane) => ({ initSeed: seed, orderSeed: seed + lane })),
    },
  ];
}

export const dynamics = {
  title: 'Dynamics',
  headline: 'Loss falls fast to a knee and slowly after it; seeds hardly move it.',
  result: 'Loss falls fast to a knee and slowly after; seeds move it by a hundredth of a nat.',
  varies: 'the seed of the weights, and separately the seed of the order of the data',
  measures: 'runs',
  laws: [],
  fits: ['dynamics'],
  floor: 'auto',
  subject: 'none',
  caveats: [],
  stage: { hero: 'loss', beside: 'spread' } as const,
  views: [] as const,
  unit: 'run',
  settings: {
    full: { ...FULL_SWEEP, widths: [32], lanes: 8 },
    quick: { ...QUICK_SWEEP, widths: [24], lanes: 8 },
  },
  editable: { ...USUAL_FIELDS, lanes: 'of the weights, and as many of the order' },
  suggests: 'tokens',
  runs: runsOf,
  conclude,
} satisfies Preset;

const LEAST_SEEDS = 3;

/** How much the loss differs between seeds of the weights, and between orders of the data. */
function conclude({ runs, analysis }: Evidence): Finding[] {
  const ofRun = ({ plan }: Run) => analysis.dynamics?.find(({ run }) => run === plan.id);
  const [first] = runs;
  return [
    ...runs.map((run) => orElse(EIGHT_SEEDS, spreadOverSeeds(run, ofRun(run)))),
    ...(first === undefined ? [] : [orElse(LONGER, kneeMarked(first, ofRun(first)))]),
  ];
}

function spreadOverSeeds(run: Run, found: RunDynamics | undefined): Finding {
  const claim = `The spread over seeds of the ${run.label} is known.`;
  if (found === undefined) return notTested(claim, 'This run has not finished.');
  const { ends, seeds } = found;
  if (seeds < LEAST_SEEDS) return notTested(claim, `It has fewer than ${LEAST_SEEDS} seeds.`);
  if (isRefusal(ends)) return notTested(claim, `${ends.refused}.`);
  return {
    claim,
    holds: ends.deviation > 0,
    words: `${seeds} seeds end at ${ends.mean.toFixed(3)} with a standard deviation of ${ends.deviation.toFixed(4)} nats (itself known to ${Math.round(100 / Math.sqrt(2 * (seeds - 1)))} %).`,
  };
}

function kneeMarked(run: Run, found: RunDynamics | undefined): Finding {
  const claim = 'The curve has a knee.';
  if (found === undefined) return notTested(claim, 'The first run has not finished.');
  const { knee } = found;
  if (isRefusal(knee)) return { claim, holds: false, words: `No knee: ${knee.refused}.` };
  const { value, low, high } = knee.step;
  const what = knee.kind === 'plateau' ? ' A plateau ends there.' : '';
  return {
    claim,
    holds: true,
    words: `It lies at step ${Math.round(value)} (${Math.round(low)} to ${Math.round(high)}) of ${run.plan.steps}, at a training loss of ${knee.loss.toFixed(3)}.${what}`,
  };
}

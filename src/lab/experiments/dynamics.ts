import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { runOf } from '../plan/sweep-runs.ts';
import type { LaneSettings, RunSettings } from '../plan/run-settings.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
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
} satisfies Preset;

import { concludeDynamics } from '../conclusions/dynamics.ts';
import { QUICK_RECIPE, RECIPE } from '../plan/recipe.ts';
import type { LaneSettings, RunSettings } from '../plan/run-settings.ts';
import type { Preset } from './preset.ts';

const SEEDS = 8;

const lanes = (seedsOf: (lane: number) => Omit<LaneSettings, 'rate'>): LaneSettings[] =>
  Array.from({ length: SEEDS }, (_, lane) => ({ ...seedsOf(lane), rate: 1 }));

/** Seeds of the weights with one order of the data, and of the order with one set of weights. */
function apart(base: RunSettings): RunSettings[] {
  return [
    { ...base, series: 'weights', lanes: lanes((lane) => ({ initSeed: 1 + lane, orderSeed: 1 })) },
    { ...base, series: 'order', lanes: lanes((lane) => ({ initSeed: 1, orderSeed: 1 + lane })) },
  ];
}

const evaluation = { times: 8, windows: 1024 };

export const dynamics: Preset = {
  id: 'dynamics',
  title: 'Dynamics',
  result: 'Loss falls fast to a knee and slowly after; seeds move it by a hundredth of a nat.',
  varies: 'the seed of the weights, and apart from it that of the order of the data',
  measures: 'runs',
  laws: [],
  fits: ['dynamics'],
  floor: 'auto',
  runs: {
    full: apart({ ...RECIPE, evaluation }),
    quick: apart({ ...QUICK_RECIPE, width: 24, evaluation }),
  },
  conclude: concludeDynamics,
};

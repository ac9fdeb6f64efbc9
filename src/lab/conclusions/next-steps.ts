import type { NextStep } from '../experiments/next-step.ts';

/** Four times as long, which in these sweeps moves losses by more than their noise. */
export const LONGER: NextStep = { change: 'tokens', times: 4 };
/** Twice as long, for experiments in which every run grows. */
export const TWICE_AS_LONG: NextStep = { change: 'tokens', times: 2 };
export const ONE_MORE_WIDTH: NextStep = { change: 'widths' };
export const FOUR_SEEDS: NextStep = { change: 'lanes', to: 4 };
export const EIGHT_SEEDS: NextStep = { change: 'lanes', to: 8 };

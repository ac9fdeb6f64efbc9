import type { Analysis } from '../../laws/analysis/analyse.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { ViewName } from '../experiments/presets.ts';
import { reachedLosses } from '../runs/run.ts';
import { shownFits } from './shown-fits.ts';
import type { ExperimentState } from './state.ts';

type Shown = Pick<ExperimentState, 'analysis' | 'measured' | 'ranks' | 'runs' | 'shown'>;

/** Whether a chart has something to draw. */
export function hasView(view: ViewName, state: Shown): boolean {
  return FILLED[view](state);
}

const planned = ({ runs }: Shown): boolean => runs.length > 0;
/** Before the first step a chart shows what is planned. */
const isPlan = ({ runs }: Shown): boolean => runs.length > 0 && runs.every(({ step }) => step === 0);
const always = (): boolean => true;

const FILLED: Readonly<Record<ViewName, (state: Shown) => boolean>> = {
  answers: planned,
  batch: (state) =>
    isPlan(state) || state.analysis.batch?.levels.some(({ runs }) => runs.length > 0) === true,
  calculator: always,
  collapse: ({ analysis: { grid } }) => isThere(grid) && grid.overfitting.length > 0,
  counting: always,
  delays: planned,
  efficient: ({ analysis: { steps } }) => isThere(steps) && isThere(steps.efficient),
  entropy: planned,
  exponents: ({ analysis }) => hasExponents(analysis),
  frontier: ({ runs }) => runs.some(({ curve }) => curve.steps > 0),
  isoflop: (state) => isPlan(state) || state.runs.some((run) => reachedLosses(run) !== null),
  loss: planned,
  'measured-isoflop': ({ analysis: { approaches } }) => isThere(approaches?.isoflop),
  'measured-residuals': hasMeasuredLaw,
  'measured-scaling': hasMeasuredLaw,
  optima: ({ analysis }) => hasExponents(analysis),
  overfit: ({ runs }) => runs.some(({ evaluations }) => evaluations.length > 0),
  position: ({ analysis: { positions } }) => (positions?.curves.length ?? 0) > 0,
  rank: always,
  rates: planned,
  residuals: ({ analysis }) => hasLaw(analysis),
  scaling: planned,
  spread: ({ analysis: { dynamics = [] } }) => dynamics.some(({ spread }) => isThere(spread)),
  steps: ({ analysis: { steps } }) => isThere(steps),
  transfer: planned,
  variants: planned,
};

function hasMeasuredLaw(state: Shown): boolean {
  return state.measured !== null && shownFits(state).laws.length > 0;
}

function hasExponents({ approaches }: Analysis): boolean {
  return approaches?.table.some(({ exponents }) => isThere(exponents)) === true;
}

function hasLaw({ approaches, depth, grid, laws }: Analysis): boolean {
  const joint = [approaches?.jointLaw, depth?.nonEmbedding, depth?.total, grid];
  return joint.some(isThere) || laws.some(({ law }) => isThere(law));
}

function isThere<Result extends object>(
  result: Result | null | undefined,
): result is Exclude<Result, { refused: string }> {
  return result !== null && result !== undefined && !isRefusal(result);
}

import { isRefusal } from '../../laws/refusal.ts';
import type { Stage } from '../experiments/preset.ts';
import { stageOf, viewsOf, type ViewName } from '../experiments/presets.ts';
import { shownFits } from './shown-fits.ts';
import type { ExperimentState } from './state.ts';

type Shown = Pick<ExperimentState, 'analysis' | 'measured' | 'shown'>;

/** The charts that the page shows first; no hero while there are no imported runs to draw. */
export interface ShownStage {
  readonly hero: ViewName | null;
  readonly beside: ViewName | null;
}

/** The charts that the experiment on the page is about. Of imported runs, the first for which their columns give something. */
export function shownStage(state: Shown): ShownStage {
  const stage = stageOf(state.shown);
  if (state.shown !== 'imported') return stage;
  return { hero: importedViews(state, stage)[0] ?? null, beside: null };
}

/** The other charts of the experiment on the page. Of imported runs, only those for which their columns give something. */
export function shownViews(state: Shown): readonly ViewName[] {
  if (state.shown !== 'imported') return viewsOf(state.shown);
  return importedViews(state, stageOf(state.shown)).slice(1);
}

function importedViews(state: Shown, { hero }: Stage<ViewName>): ViewName[] {
  const { analysis, measured } = state;
  if (measured === null) return [];
  const { approaches } = analysis;
  const noExponents = approaches?.table.every(({ exponents }) => isRefusal(exponents)) ?? true;
  const isEmpty: Partial<Record<ViewName, boolean>> = {
    'measured-scaling': shownFits(state).laws.length === 0,
    'measured-residuals': shownFits(state).laws.length === 0,
    'measured-isoflop': approaches === undefined || isRefusal(approaches.isoflop),
    optima: noExponents,
    exponents: noExponents,
  };
  return [hero, ...viewsOf(state.shown)].filter((view) => isEmpty[view] !== true);
}

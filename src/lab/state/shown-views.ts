import { isRefusal } from '../../laws/refusal.ts';
import { viewsOf, type ViewName } from '../experiments/presets.ts';
import { shownFits } from './shown-fits.ts';
import type { ExperimentState } from './state.ts';

/** The charts of the experiment on the page. Of imported runs, only those for which their columns give something. */
export function shownViews(
  state: Pick<ExperimentState, 'analysis' | 'measured' | 'shown'>,
): readonly ViewName[] {
  const { analysis, measured, shown } = state;
  const views = viewsOf(shown);
  if (shown !== 'imported') return views;
  if (measured === null) return [];
  const { approaches } = analysis;
  const isEmpty: Partial<Record<ViewName, boolean>> = {
    'measured-scaling': shownFits(state).laws.length === 0,
    'measured-residuals': shownFits(state).laws.length === 0,
    'measured-isoflop': approaches === undefined || isRefusal(approaches.isoflop),
    optima: approaches?.table.every(({ exponents }) => isRefusal(exponents)) ?? true,
    exponents: approaches?.table.every(({ exponents }) => isRefusal(exponents)) ?? true,
  };
  return views.filter((view) => isEmpty[view] !== true);
}

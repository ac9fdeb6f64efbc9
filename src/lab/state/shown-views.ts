import { stageOf, viewsOf, type ViewName } from '../experiments/presets.ts';
import { hasView } from './has-view.ts';
import type { ExperimentState } from './state.ts';

type Shown = Pick<ExperimentState, 'analysis' | 'measured' | 'ranks' | 'runs' | 'shown'>;

/** The charts that the page shows first; null for a place that stays free. */
export interface ShownStage {
  readonly hero: ViewName | null;
  readonly beside: ViewName | null;
}

/**
 * The charts that the experiment on the page is about, of those that have something to draw: until there is something for
 * the first, the second takes its place. Of imported runs, the first for which their columns give something.
 */
export function shownStage(state: Shown): ShownStage {
  const { hero, beside } = stageOf(state.shown);
  if (state.shown === 'imported') return { hero: importedViews(state)[0] ?? null, beside: null };
  const [first = null, second = null] = [hero, beside].filter(
    (view) => view !== null && hasView(view, state),
  );
  return { hero: first, beside: second };
}

/** The other charts of the experiment on the page that have something to draw. */
export function shownViews(state: Shown): readonly ViewName[] {
  if (state.shown === 'imported') return importedViews(state).slice(1);
  return viewsOf(state.shown).filter((view) => hasView(view, state));
}

function importedViews(state: Shown): ViewName[] {
  if (state.measured === null) return [];
  return [stageOf(state.shown).hero, ...viewsOf(state.shown)].filter((view) => hasView(view, state));
}

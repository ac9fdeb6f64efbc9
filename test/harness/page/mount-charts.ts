// Puts an experiment's charts into the page, over a synthetic experiment. Its lab trains nothing.
import { html, render } from 'lit';
import type { ExperimentState } from '../../../src/lab/state/state.ts';
import type { ExperimentId } from '../../../src/lab/experiments/presets.ts';
import type { Lab } from '../../../src/lab/lab.ts';
import { presetOf, stageOf, viewsOf } from '../../../src/lab/experiments/presets.ts';
import { chartOf } from '../../../src/page/views/charts.ts';
import '../../../src/page/law/law-statement.ts';
import '../../../src/page/run/run-table.ts';
import { syntheticExperiment, untrained } from './synthetic-experiment.ts';

/** A lab that trains nothing: a person can only choose what the charts show. */
function still(first: ExperimentState): Lab {
  let state = first;
  const listeners = new Set<() => void>();
  const change = (part: Partial<ExperimentState>): void => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };
  const lab: Partial<Lab> = {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    singleOut: (singledOut) => change({ singledOut }),
    setLossView: (lossView) => change({ lossView }),
    chooseOnChart: (name, value) => change({ chartChoices: { ...state.chartChoices, [name]: value } }),
  };
  return Object.defineProperty(lab, 'state', { get: () => state }) as Lab;
}

/** Replaces the page by the charts and laws of an experiment, after its end or before its start. */
export function mountCharts(id: ExperimentId, when: 'ended' | 'idle'): void {
  const ended = syntheticExperiment(id);
  const lab = still(when === 'ended' ? ended : untrained(ended));
  const place = document.querySelector<HTMLElement>('#app');
  if (place === null) throw new Error('the page has no place for the app');
  place.replaceChildren();
  const fresh = document.createElement('main');
  place.append(fresh);
  const { hero, beside } = stageOf(id);
  const views = [hero, ...(beside === null ? [] : [beside]), ...viewsOf(id)];
  render(
    html`<h1>${presetOf(id).title}</h1>
      <div class="charts">${views.map((view) => chartOf(view, lab, false))}</div>
      <div class="card"><run-table .lab=${lab}></run-table></div>
      <div class="card"><law-statement .lab=${lab}></law-statement></div>`,
    fresh,
  );
}

import { html, nothing, type TemplateResult } from 'lit';
import { loadFailure } from '../../lab/state/load-failure.ts';
import { until } from 'lit/directives/until.js';

/** Loads the code of some elements; a constant of its module, so that it is asked once. */
export type Load = () => Promise<unknown>;

const loading = new WeakMap<Load, Promise<unknown>>();

/**
 * Some elements whose code is loaded when they are first shown. They render as soon as the code is there. If it cannot be
 * loaded, a sentence stands beside them, and it is asked for again when they are next shown.
 */
export function whenNeeded(load: Load, elements: TemplateResult | typeof nothing): TemplateResult {
  return html`${elements}${until(outcome(load), nothing)}`;
}

/** Nothing if the code is there, else what to do. */
function outcome(load: Load): Promise<unknown> {
  const known = loading.get(load);
  if (known !== undefined) return known;
  const asked = load().then(
    () => nothing,
    () => {
      loading.delete(load);
      return html`<p class="refused" role="alert">${loadFailure('This part of the page')}</p>`;
    },
  );
  loading.set(load, asked);
  return asked;
}

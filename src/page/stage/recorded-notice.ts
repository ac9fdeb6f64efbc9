import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { isSameSelection } from '../../lab/experiments/selection.ts';
import { isOnlyRecorded } from '../../lab/state/is-only-recorded.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { recordedWords } from './recorded-words.ts';

/** Marks a recorded sweep as recorded, with its adapter and date; nothing while the runs are a person's own. */
@customElement('recorded-notice')
export class RecordedNotice extends LabElement {
  static override styles = sharedStyles;

  protected override render(): TemplateResult | typeof nothing {
    const { recorded, runs } = this.lab.state;
    if (recorded === null) return nothing;
    return html`<p class="small soft">${recordedWords(recorded, runs)} ${this.#next()}</p>`;
  }

  /** What a person can do with it. */
  #next(): string {
    const { state } = this.lab;
    if (!isOnlyRecorded(state))
      return 'This browser cannot train now, but everything here can be explored and fitted.';
    return state.recorded !== null && !isSameSelection(state.recorded, state)
      ? 'Start replaces it with your own runs, which have other settings.'
      : 'Start replaces it with your own runs.';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'recorded-notice': RecordedNotice;
  }
}

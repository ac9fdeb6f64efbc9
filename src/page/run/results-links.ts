import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { finishedHere } from '../../lab/state/finished-here.ts';
import { isHidden } from '../../lab/state/is-hidden.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { LabElement } from '../kit/lab-element.ts';
import { OpenPanelEvent } from '../kit/panel/open-panel.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import './pytorch-button.ts';
import { saveResultsCsv, saveResultsJson } from './save-results.ts';

/** Buttons that save the results or send them to a class; nothing before a run has finished. */
@customElement('results-links')
export class ResultsLinks extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      p {
        display: flex;
        flex-wrap: wrap;
        gap: 0.6rem;
        margin-top: 0.6rem;
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this.lab;
    if (!state.runs.some((run) => run.state === 'finished')) return nothing;
    const send = (): boolean => this.dispatchEvent(new OpenPanelEvent('send-results'));
    return html`<p>
      ${isHidden(state, 'files') ? nothing : savers(state)}
      ${
        finishedHere(state).length > 0 && !isHidden(state, 'files')
          ? html`<pytorch-button .lab=${this.lab}></pytorch-button>`
          : nothing
      }
      ${
        finishedHere(state).length > 0
          ? html`<button aria-haspopup="dialog" @click=${send}>Send results to a class</button>`
          : nothing
      }
    </p>`;
  }
}

function savers(state: ExperimentState): TemplateResult {
  return html`<button @click=${() => saveResultsCsv(state)}>Save results as CSV</button>
    <button @click=${() => saveResultsJson(state)}>Save everything as JSON</button>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'results-links': ResultsLinks;
  }
}

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { saveResultsCsv, saveResultsJson } from './save-results.ts';

/** Buttons that save the results; nothing before a run has finished. */
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
    return html`<p>
      <button @click=${() => saveResultsCsv(state)}>Save results as CSV</button>
      <button @click=${() => saveResultsJson(state)}>Save everything as JSON</button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'results-links': ResultsLinks;
  }
}

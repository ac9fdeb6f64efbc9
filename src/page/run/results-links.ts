import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { resultsCsv } from '../../lab/files/results-csv.ts';
import { resultsJson } from '../../lab/files/results-json.ts';
import { shownSize } from '../../lab/state/shown-size.ts';
import { LabElement } from '../kit/lab-element.ts';
import { saveFile } from '../kit/save-file.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

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
    const { runs, shown } = this.lab.state;
    if (!runs.some(({ state }) => state === 'finished')) return nothing;
    const of = { experiment: shown, size: shownSize(this.lab.state) };
    return html`<p>
      <button @click=${() => saveFile(`loglog-${shown}.csv`, resultsCsv(runs, of))}>
        Save results as CSV
      </button>
      <button @click=${() => saveFile(`loglog-${shown}.json`, resultsJson(shown, runs, of.size))}>
        Save everything as JSON
      </button>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'results-links': ResultsLinks;
  }
}

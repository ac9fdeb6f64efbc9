import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import {
  MOST_COMPARED,
  type ComparedExperiment,
  type MadeComparison,
} from '../../lab/comparison/comparison.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { LabElement } from '../kit/lab-element.ts';
import { numbersTable } from '../kit/numbers-table.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';
import './comparison-chart.ts';
import { differenceSentence, exponentWords, settingRows } from './comparison-words.ts';

/** Compares the ticked experiments of the history: one plot, their laws, and what differs between their settings. */
@customElement('compare-panel')
export class ComparePanel extends LabElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem 0.75rem;
        margin: 0.6rem 0;
      }
      section {
        display: grid;
        gap: 0.75rem;
        padding: 0.75rem 0 1rem;
        border-bottom: 1px solid var(--rule);
      }
      h3 {
        margin: 0;
        font-size: 1rem;
      }
      td {
        white-space: normal;
        overflow-wrap: anywhere;
        text-align: left;
      }
      th {
        text-align: left;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { chosen, made, making } = this.lab.state.comparison;
    return html`<div class="bar">
        <button ?disabled=${chosen.length < 2 || making} @click=${() => void this.lab.compare()}>
          ${chosen.length < 2 ? 'Compare' : `Compare ${chosen.length} experiments`}
        </button>
        ${
          made === null && chosen.length < 2
            ? html`<span class="small soft">Tick two to ${MOST_COMPARED} experiments below.</span>`
            : html`<button @click=${() => this.lab.endComparison()}>Clear</button>`
        }
        <span class="small" role="status">${making ? 'Fitting their laws …' : ''}</span>
      </div>
      ${made === null ? nothing : isRefusal(made) ? html`<p class="refused">${made.refused}</p>` : this.#made(made)}`;
  }

  #made(made: MadeComparison): TemplateResult {
    const { experiments } = made;
    const [first, ...others] = experiments;
    const names = experiments.map(({ name }) => ({ head: name }));
    return html`<section aria-label="Comparison">
      <comparison-chart .lab=${this.lab}></comparison-chart>
      ${first === undefined ? nothing : others.map((other) => html`<p>${differenceSentence(first, other)}</p>`)}
      <h3>What differs</h3>
      ${numbersTable(
        { columns: [{ head: 'Setting' }, ...names], rows: rowsOf(experiments) },
        'what differs between the compared experiments',
      )}
    </section>`;
  }
}

function rowsOf(experiments: readonly ComparedExperiment[]): string[][] {
  return [
    ['exponent α', ...experiments.map(exponentWords)],
    ['finished runs', ...experiments.map(({ runs }) => String(runs.length))],
    ...settingRows(experiments),
  ];
}

declare global {
  interface HTMLElementTagNameMap {
    'compare-panel': ComparePanel;
  }
}

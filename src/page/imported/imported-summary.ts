import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { whole } from '../../charts/quantity.ts';
import { seriesOfTable, type MeasuredTable } from '../../lab/imported/measured-run.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { columnsWords } from './imported-words.ts';

/** Where the runs on the page come from, how they were read, and which series the fits use. */
@customElement('imported-summary')
export class ImportedSummary extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      h2 {
        overflow-wrap: anywhere;
      }
      ul {
        margin: 0.35rem 0 0;
        padding-left: 1.1rem;
        font-size: 0.875rem;
        color: var(--ink-soft);
        overflow-wrap: anywhere;
      }
      .row {
        gap: 0.5rem 1rem;
        margin-top: 0.6rem;
      }
      select {
        max-width: 100%;
      }
      label {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.35rem 0.5rem;
        min-width: 0;
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { columnForm, measured, number } = this.lab.state;
    if (measured === null) return nothing;
    const canEdit = columnForm !== null && columnForm.number === number && !columnForm.open;
    return html`
      <h2>${measured.source}: ${whole(measured.runs.length)} runs of others</h2>
      <p class="soft">
        This page did not train these runs, and nothing is tested here. These are fits to the numbers of the
        table.
      </p>
      <ul>
        <li>${columnsWords(measured)}</li>
        ${measured.notes.map((note) => html`<li>${note}</li>`)}
      </ul>
      <div class="row">
        ${canEdit ? html`<button @click=${() => this.lab.imported.edit()}>Change columns</button>` : nothing}
        ${this.#series(measured)}
      </div>
    `;
  }

  /** Which series the fits use; nothing for a single one. */
  #series(measured: MeasuredTable): TemplateResult | typeof nothing {
    const series = seriesOfTable(measured);
    if (series.length < 2) return nothing;
    const chosen = series.findIndex((name) => isOnly(measured, name));
    return html`<label
      >Fit the series
      <select @change=${(event: Event) => this.#choose(event, series)}>
        <option value="-1" ?selected=${chosen < 0}>all ${series.length} together</option>
        ${series.map(
          (name, place) =>
            html`<option value=${place} ?selected=${place === chosen}>
              ${name === '' ? 'without a name' : name}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #choose(event: Event, series: readonly string[]): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    this.lab.imported.fitSeries(series[Number(event.target.value)] ?? null);
  }
}

/** Whether the fits use runs of this series and of no other. */
function isOnly({ runs }: MeasuredTable, name: string): boolean {
  return runs.some((run) => run.fitted) && runs.every((run) => !run.fitted || run.series === name);
}

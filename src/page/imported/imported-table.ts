import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import { measuredCsv } from '../../lab/files/measured/measured-csv.ts';
import { measuredJson } from '../../lab/files/measured/measured-file.ts';
import { heldOutCount, sizeOrder } from '../../lab/imported/hold-out.ts';
import { measuredPredictions, type MeasuredPredictions } from '../../lab/imported/measured-predictions.ts';
import type { MeasuredRun, MeasuredTable } from '../../lab/imported/measured-run.ts';
import { mostHeldOut, readHoldOut } from '../../lab/imported/read-hold-out.ts';
import { LabElement } from '../kit/lab-element.ts';
import { measuredName } from '../kit/measured-words.ts';
import { saveFile } from '../kit/save-file.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { sortHead } from '../kit/sort-head.ts';
import { sortStyles } from '../kit/sort-styles.ts';
import { sortedRows, type SortOrder } from '../kit/sorted-rows.ts';
import { lastPage, pageOf, tablePages } from '../kit/table-pages.ts';
import { tableStyles } from '../kit/table-styles.ts';
import { importedColumns, nameColumn, type ImportedColumn } from './imported-columns.ts';

/** What the table shows of some runs and their laws. */
interface Shown {
  readonly measured: MeasuredTable;
  readonly analysis: Analysis;
  readonly order: SortOrder | null;
  readonly predictions: MeasuredPredictions;
  readonly columns: readonly ImportedColumn[];
  readonly rows: readonly MeasuredRun[];
}

/** Somebody's runs, each with its prediction, its residual and a switch for the fit, and what saves them. */
@customElement('imported-table')
export class ImportedTable extends LabElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    sortStyles,
    css`
      .row {
        gap: 0.5rem 1rem;
        margin-top: 0.6rem;
      }
      .scroll {
        max-height: 32rem;
        overflow-y: auto;
      }
      thead th {
        position: sticky;
        top: 0;
        z-index: 1;
        background: var(--paper);
      }
      tbody th {
        max-width: 18rem;
        overflow: hidden;
        text-overflow: ellipsis;
        text-align: left;
      }
      input[type='number'] {
        width: 5.5rem;
      }
      label {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.35rem 0.5rem;
      }
    `,
  ];

  @state() private order: SortOrder | null = null;
  @state() private page = 0;
  /** The rule that the field of the largest runs breaks, and the runs that it was given for; null for none. */
  @state() private refusal: { readonly rule: string; readonly of: MeasuredTable } | null = null;

  #last: Shown | undefined;

  protected override render(): TemplateResult | typeof nothing {
    const { measured } = this.lab.state;
    if (measured === null) return nothing;
    const { columns, predictions, rows } = this.#shown(measured);
    const page = Math.min(this.page, lastPage(rows.length));
    return html`
      <h2 id="title">Runs</h2>
      <div class="row">${this.#holdOut(measured)}</div>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="title">
        <table>
          ${this.#head(columns)}
          <tbody>
            ${repeat(
              pageOf(rows, page),
              ({ id }) => id,
              (run) => this.#row(run, columns),
            )}
          </tbody>
        </table>
      </div>
      <div class="row">${tablePages(rows.length, page, (next) => (this.page = next))}</div>
      <div class="row">
        <button @click=${() => saveFile(fileName(measured, 'csv'), measuredCsv(measured, predictions))}>
          Save runs as CSV
        </button>
        <button @click=${() => saveFile(fileName(measured, 'json'), measuredJson(measured, predictions))}>
          Save everything as JSON
        </button>
      </div>
    `;
  }

  /** The rows in their order; computed again only if the runs, their laws or the order have changed. */
  #shown(measured: MeasuredTable): Shown {
    const { order } = this;
    const { analysis } = this.lab.state;
    const last = this.#last;
    if (last?.measured === measured && last.analysis === analysis && last.order === order) return last;
    const predictions = measuredPredictions(measured, analysis);
    const columns = importedColumns(measured, predictions);
    const rows = orderedRows(measured.runs, columns, order);
    this.#last = { measured, analysis, order, predictions, columns, rows };
    return this.#last;
  }

  #holdOut(measured: MeasuredTable): TemplateResult {
    const count = heldOutCount(measured);
    const rule = this.refusal?.of === measured ? this.refusal.rule : '';
    return html`<label
        >Leave out of the fits the largest runs by ${sizeOrder(measured)}:
        <input
          type="number"
          min="0"
          max=${mostHeldOut(measured.runs.length)}
          .value=${count === null ? '' : String(count)}
          placeholder="some"
          aria-invalid=${rule === '' ? 'false' : 'true'}
          aria-describedby="rule"
          @change=${(event: Event) => this.#leaveOut(event, measured)}
      /></label>
      <span id="rule" class="small refused" aria-live="polite">${rule}</span>`;
  }

  #leaveOut(event: Event, measured: MeasuredTable): void {
    if (!(event.target instanceof HTMLInputElement)) return;
    const read = readHoldOut(event.target.value, measured.runs.length);
    this.refusal = 'refused' in read ? { rule: read.refused, of: measured } : null;
    if (!('refused' in read)) this.lab.imported.holdOut(read.count);
  }

  #head(columns: readonly ImportedColumn[]): TemplateResult {
    const sort = (order: SortOrder | null): void => {
      this.order = order;
      this.page = 0;
    };
    return html`<thead>
      <tr>
        ${[nameColumn(), ...columns, FIT].map((column) => sortHead(column, this.order, sort))}
      </tr>
    </thead>`;
  }

  #row(run: MeasuredRun, columns: readonly ImportedColumn[]): TemplateResult {
    const name = measuredName(run);
    return html`<tr>
      <th scope="row" title=${name}>${name}</th>
      ${columns.map(({ cell, words }) => html`<td class=${words === true ? 'words' : ''}>${cell(run)}</td>`)}
      <td class="words">
        <input
          type="checkbox"
          aria-label="${name} in the fit"
          .checked=${run.fitted}
          @change=${() => this.lab.imported.setFitted(run.id, !run.fitted)}
        />
      </td>
    </tr>`;
  }
}

/** The runs that fits use come first. */
const FIT = {
  id: 'fit',
  head: 'In the fit',
  words: true,
  value: ({ fitted }: MeasuredRun) => Number(!fitted),
};

function orderedRows(
  runs: readonly MeasuredRun[],
  columns: readonly ImportedColumn[],
  order: SortOrder | null,
): readonly MeasuredRun[] {
  const column = [nameColumn(), ...columns, FIT].find(({ id }) => id === order?.by);
  return column === undefined || order === null ? runs : sortedRows(runs, column.value, order.direction);
}

/** `runs.csv` becomes `runs-fitted.csv`. */
function fileName({ source }: MeasuredTable, extension: 'csv' | 'json'): string {
  const stem = source.replace(/\.[a-z]+$/i, '').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
  return `${stem === '' ? 'imported-runs' : stem}-fitted.${extension}`;
}

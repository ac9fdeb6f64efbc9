import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { formatLoss, percent, whole } from '../../charts/quantity.ts';
import { measuredCsv } from '../../lab/files/measured/measured-csv.ts';
import { measuredJson } from '../../lab/files/measured/measured-file.ts';
import { heldOutCount, sizeOrder } from '../../lab/imported/hold-out.ts';
import { measuredPredictions, type MeasuredPredictions } from '../../lab/imported/measured-predictions.ts';
import {
  lossUnitOfTable,
  QUANTITIES,
  seriesOfTable,
  type MeasuredRun,
  type MeasuredTable,
  type Quantity,
} from '../../lab/imported/measured-run.ts';
import { mostHeldOut, readHoldOut } from '../../lab/imported/read-hold-out.ts';
import { LabElement } from '../kit/lab-element.ts';
import { measuredName, sizeWords } from '../kit/measured-words.ts';
import { saveFile } from '../kit/save-file.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';

/** More rows are shown when a person asks for them. */
const FIRST_ROWS = 100;

/** Somebody's runs, each with its prediction, its residual and a switch for the fit, and what saves them. */
@customElement('imported-table')
export class ImportedTable extends LabElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      .row {
        gap: 0.5rem 1rem;
        margin-top: 0.6rem;
      }
      .scroll {
        max-height: 32rem;
        overflow-y: auto;
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

  @state() private all = false;
  /** The rule that the field of the largest runs breaks, and the runs that it was given for; null for none. */
  @state() private refusal: { readonly rule: string; readonly of: MeasuredTable } | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { analysis, measured } = this.lab.state;
    if (measured === null) return nothing;
    const predictions = measuredPredictions(measured, analysis);
    const rows = this.all ? measured.runs : measured.runs.slice(0, FIRST_ROWS);
    return html`
      <h2 id="title">Runs</h2>
      <div class="row">${this.#holdOut(measured)}</div>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="title">
        <table>
          ${head(measured, predictions)}
          <tbody>
            ${rows.map((run) => this.#row(measured, run, predictions))}
          </tbody>
        </table>
      </div>
      <div class="row">
        ${
          rows.length === measured.runs.length
            ? nothing
            : html`<button @click=${() => (this.all = true)}>
                Show all ${whole(measured.runs.length)} rows
              </button>`
        }
        <button @click=${() => saveFile(fileName(measured, 'csv'), measuredCsv(measured, predictions))}>
          Save runs as CSV
        </button>
        <button @click=${() => saveFile(fileName(measured, 'json'), measuredJson(measured, predictions))}>
          Save everything as JSON
        </button>
      </div>
    `;
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

  #row(table: MeasuredTable, run: MeasuredRun, { of }: MeasuredPredictions): TemplateResult {
    const name = measuredName(run);
    const prediction = of.get(run.id);
    return html`<tr>
      <th scope="row" title=${name}>${name}</th>
      ${seriesOfTable(table).length > 1 ? html`<td class="words">${run.series}</td>` : nothing}
      ${shownQuantities(table).map((quantity) => html`<td>${cellWords(run, quantity)}</td>`)}
      <td>${formatLoss(run.loss)}</td>
      <td>${prediction === undefined ? '–' : formatLoss(prediction.predicted)}</td>
      <td>${prediction === undefined ? '–' : percent(Math.expm1(prediction.residual))}</td>
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

const UNITS: Record<Quantity, string> = { N: 'parameters', D: 'tokens', C: 'FLOP', U: 'distinct tokens' };

function head(table: MeasuredTable, { law }: MeasuredPredictions): TemplateResult {
  const unit = lossUnitOfTable(table);
  return html`<thead>
    <tr>
      <th scope="col">Run</th>
      ${seriesOfTable(table).length > 1 ? html`<th scope="col" class="words">Series</th>` : nothing}
      ${shownQuantities(table).map(
        (of) =>
          html`<th scope="col">
            ${of}<br /><small>${of === table.computed ? 'computed' : UNITS[of]}</small>
          </th>`,
      )}
      <th scope="col">Loss<br /><small>${unit}</small></th>
      <th scope="col">Predicted<br /><small>${law === '' ? 'no law yet' : `by ${law}`}</small></th>
      <th scope="col">Residual<br /><small>%</small></th>
      <th scope="col" class="words">In the fit</th>
    </tr>
  </thead>`;
}

/** The quantities that any run has. */
function shownQuantities({ runs }: MeasuredTable): Quantity[] {
  return QUANTITIES.filter((of) => runs.some(({ sizes }) => sizes[of] !== null));
}

function cellWords({ sizes }: MeasuredRun, of: Quantity): string {
  const { [of]: value } = sizes;
  if (value === null) return '–';
  return sizeWords(value, of);
}

/** `runs.csv` becomes `runs-fitted.csv`. */
function fileName({ source }: MeasuredTable, extension: 'csv' | 'json'): string {
  const stem = source.replace(/\.[a-z]+$/i, '').replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
  return `${stem === '' ? 'imported-runs' : stem}-fitted.${extension}`;
}

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import {
  COLUMN_ROLES,
  QUANTITIES,
  type ColumnChoice,
  type ColumnRole,
  type MeasuredRun,
  type Quantity,
} from '../../lab/imported/measured-run.ts';
import type { ColumnScale, ColumnScales } from '../../lab/imported/propose-columns.ts';
import type { ColumnForm as Form } from '../../lab/state/column-form.ts';
import { whole } from '../../charts/quantity.ts';
import { isFree } from '../../lab/state/state.ts';
import { LabElement } from '../kit/lab-element.ts';
import { numbersTable, type NumbersTable } from '../kit/numbers-table.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';
import './decimal-choice.ts';
import { ROLE_WORDS } from './imported-words.ts';

const SCALES: readonly (readonly [ColumnScale, string])[] = [
  [1, 'as they stand'],
  [1e3, 'in thousands'],
  [1e6, 'in millions'],
  [1e9, 'in billions'],
  [1e12, 'in trillions'],
];

/** C is stated in FLOP, whose powers of ten are written out. */
const SCALED: readonly Quantity[] = ['N', 'D', 'U'];

const PREVIEW_ROWS = 5;
const PREVIEW_COLUMNS = 12;

/** Asks which column of somebody's table holds what, and shows how its first rows are read. */
@customElement('column-form')
export class ColumnForm extends LabElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
        gap: 0.75rem 1.25rem;
        margin: 0.6rem 0;
      }
      h2,
      .refused,
      td,
      th {
        overflow-wrap: anywhere;
      }
      label {
        display: block;
        font-weight: 550;
        font-size: 0.9rem;
      }
      select {
        width: 100%;
        min-width: 0;
      }
      select[aria-invalid='true'] {
        border-color: var(--bad);
        box-shadow: inset 0 0 0 1px var(--bad);
      }
      .scale {
        margin-top: 0.25rem;
        font-size: 0.875rem;
      }
      .check {
        display: flex;
        align-items: baseline;
        gap: 0.5rem;
        margin-top: 0.6rem;
        font-weight: 400;
      }
      .row {
        gap: 0.6rem;
        margin-top: 0.6rem;
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { columnForm } = this.lab.state;
    if (columnForm === null || !columnForm.open) return nothing;
    const { reading, table } = columnForm;
    const { measured, missing, refusals } = reading;
    const { table: refused } = refusals;
    return html`<form @submit=${(event: Event) => this.#open(event)}>
      <h2>What the columns of ${table.name} hold</h2>
      <p class="small soft">
        ${whole(table.rows.length)} rows. A loss and one of N, D and C are needed; the rest is optional. The
        table stays on this page.
      </p>
      <div class="fields">${COLUMN_ROLES.map((role) => this.#field(columnForm, role))}</div>
      <decimal-choice .lab=${this.lab}></decimal-choice>
      ${refused === undefined ? nothing : html`<p class="refused">${refused}</p>`}
      ${missing === null ? nothing : this.#missing(columnForm, missing)}
      <p class="small soft">
        ${measured === null ? 'The first rows, as the table has them:' : 'The first rows, with the numbers as they are read:'}
      </p>
      ${numbersTable(measured === null ? rawPreview(columnForm) : readPreview(measured.runs), 'The first rows')}
      <div class="row">
        <button class="primary" ?disabled=${measured === null || !isFree(this.lab.state)}>
          ${columnForm.number === null ? 'Open as imported runs' : 'Read it so'}
        </button>
        <button type="button" @click=${() => this.lab.imported.cancel()}>Cancel</button>
      </div>
    </form>`;
  }

  #field(form: Form, role: ColumnRole): TemplateResult {
    const { [role]: refusal } = form.reading.refusals;
    const { [role]: chosen = '' } = form.columns;
    const scaled = SCALED.find((quantity) => quantity === role);
    return html`<div>
      <label for=${role}>${ROLE_WORDS[role]}</label>
      <select
        id=${role}
        .value=${live(chosen)}
        aria-invalid=${refusal === undefined ? 'false' : 'true'}
        aria-describedby=${refusal === undefined ? nothing : `${role}-refusal`}
        @change=${(event: Event) => this.#choose(form.columns, role, event)}
      >
        <option value="" ?selected=${chosen === ''}>none</option>
        ${form.table.columns.map(
          (name) => html`<option value=${name} ?selected=${name === chosen}>${name}</option>`,
        )}
      </select>
      ${scaled === undefined || chosen === '' ? nothing : this.#scale(form.scales, scaled)}
      ${refusal === undefined ? nothing : html`<p class="small refused" id="${role}-refusal">${refusal}</p>`}
    </div>`;
  }

  #scale(scales: ColumnScales, of: Quantity): TemplateResult {
    const { [of]: chosen = 1 } = scales;
    return html`<select
      class="scale"
      aria-label="the numbers of ${of} are"
      @change=${(event: Event) => this.#chooseScale(scales, of, event)}
    >
      ${SCALES.map(
        ([scale, words]) => html`<option value=${scale} ?selected=${scale === chosen}>${words}</option>`,
      )}
    </select>`;
  }

  #missing(form: Form, { rows, words }: { rows: number; words: string }): TemplateResult {
    return html`<p class="small">${words.replace(/; left out\.$/, '.')}</p>
      <label class="check"
        ><input
          type="checkbox"
          .checked=${form.missing === 'leave-out'}
          @change=${() => this.lab.imported.change({ missing: form.missing === 'refuse' ? 'leave-out' : 'refuse' })}
        />Leave out ${rows === 1 ? 'this row' : `these ${whole(rows)} rows`}</label
      >`;
  }

  #choose(columns: ColumnChoice, role: ColumnRole, event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const { [role]: _, ...others } = columns;
    const { value } = event.target;
    this.lab.imported.change({ columns: value === '' ? others : { ...others, [role]: value } });
  }

  #chooseScale(scales: ColumnScales, of: Quantity, event: Event): void {
    if (!(event.target instanceof HTMLSelectElement)) return;
    const { value } = event.target;
    const [scale] = SCALES.find(([number]) => String(number) === value) ?? [];
    const { [of]: _, ...others } = scales;
    this.lab.imported.change({
      scales: scale === undefined || scale === 1 ? others : { ...others, [of]: scale },
    });
  }

  #open(event: Event): void {
    event.preventDefault();
    void this.lab.imported.open();
  }
}

/** The first rows as they are read. */
function readPreview(runs: readonly MeasuredRun[]): NumbersTable {
  const quantities = QUANTITIES.filter((of) => runs.some(({ sizes }) => sizes[of] !== null));
  const hasSeries = runs.some(({ series }) => series !== '');
  return {
    columns: [
      { head: 'Run' },
      ...(hasSeries ? [{ head: 'Series' }] : []),
      ...quantities.map((of) => ({ head: of })),
      { head: 'Loss' },
    ],
    rows: runs
      .slice(0, PREVIEW_ROWS)
      .map((run) => [
        run.name === '' ? `row ${run.id}` : run.name,
        ...(hasSeries ? [run.series] : []),
        ...quantities.map((of) => exact(run.sizes[of])),
        exact(run.loss),
      ]),
  };
}

/** The first rows of the table, with as many columns as fit. */
function rawPreview({ table }: Form): NumbersTable {
  return {
    columns: table.columns.slice(0, PREVIEW_COLUMNS).map((name) => ({ head: name })),
    rows: table.rows.slice(0, PREVIEW_ROWS).map(({ cells }) => cells.slice(0, PREVIEW_COLUMNS)),
  };
}

const DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 15 });
/** Longer numbers are written as powers of ten. */
const LONGEST = 1e15;

/** A number with every digit. */
function exact(value: number | null): string {
  if (value === null) return '–';
  return value < LONGEST ? DIGITS.format(value) : value.toExponential();
}

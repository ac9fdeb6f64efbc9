import { html, nothing, type TemplateResult } from 'lit';
import { whole } from '../../charts/quantity.ts';
import { typeset } from './typeset.ts';

/** More rows would make every change of the page wait. */
const MOST_ROWS = 200;

/** Characters of a cell that stand on one line. */
const LONGEST_IN_LINE = 24;

/** One column of numbers. */
export interface NumbersColumn {
  head: string;
  /** Absent for words. */
  unit?: string;
}

/** The numbers that a chart draws. */
export interface NumbersTable {
  /** The first names the row. */
  columns: NumbersColumn[];
  rows: (string | TemplateResult)[][];
}

/**
 * A table of at most 200 rows that scrolls in its own box. The host element includes `tableStyles`.
 * @param label names the table; unique on the page
 */
export function numbersTable({ columns, rows }: NumbersTable, label: string): TemplateResult {
  const words = columns.map((column, i) => rows.some((row) => isWords(column, row[i])));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
    <table>
      <thead>
        <tr>
          ${columns.map(
            ({ head, unit }, i) =>
              html`<th scope="col" class=${i > 0 && words[i] ? 'words' : nothing}>
                ${typeset(head)}${unit === undefined ? '' : html`<br /><small>${unit}</small>`}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, MOST_ROWS).map(
          ([name, ...cells]) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${cells.map((cell, i) => html`<td class=${words[i + 1] ? 'sentence' : nothing}>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      rows.length > MOST_ROWS
        ? html`<p class="small soft">
            The first ${MOST_ROWS} of ${whole(rows.length)} rows; a file of the runs has them all.
          </p>`
        : nothing
    }
  </div>`;
}

/** Whether a cell holds more words than a column of numbers has room for. */
function isWords(column: NumbersColumn, cell: string | TemplateResult | undefined): boolean {
  return column.unit === undefined && typeof cell === 'string' && cell.length > LONGEST_IN_LINE;
}

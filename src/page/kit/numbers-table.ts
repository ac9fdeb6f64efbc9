import { html, type TemplateResult } from 'lit';

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
 * A table that scrolls in its own box. The host element includes `tableStyles`.
 * @param label names the table; unique on the page
 */
export function numbersTable({ columns, rows }: NumbersTable, label: string): TemplateResult {
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
    <table>
      <thead>
        <tr>
          ${columns.map(
            ({ head, unit }) =>
              html`<th scope="col">
                ${head}${unit === undefined ? '' : html`<br /><small>${unit}</small>`}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, ...cells]) =>
            html`<tr>
              <th scope="row">${name}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

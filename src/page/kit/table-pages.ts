import { html, nothing, type TemplateResult } from 'lit';
import { whole } from '../../charts/quantity.ts';

/** Rows on a page of a table: more would make every click wait. */
export const PAGE_ROWS = 100;

/** The number of the last page of a table; pages count from 0. */
export function lastPage(rows: number): number {
  return Math.max(0, Math.ceil(rows / PAGE_ROWS) - 1);
}

/** The rows of a page. */
export function pageOf<Row>(rows: readonly Row[], page: number): readonly Row[] {
  return rows.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS);
}

/**
 * Buttons that turn the pages of a table; nothing if it has only one page. The host element includes `sharedStyles`.
 * @param turn takes the next page
 */
export function tablePages(
  rows: number,
  page: number,
  turn: (page: number) => void,
): TemplateResult | typeof nothing {
  const last = lastPage(rows);
  if (last === 0) return nothing;
  const [first, end] = [page * PAGE_ROWS + 1, Math.min(rows, (page + 1) * PAGE_ROWS)];
  const button = (words: string, to: number): TemplateResult =>
    html`<button class="small" ?disabled=${to < 0 || to > last || to === page} @click=${() => turn(to)}>
      ${words}
    </button>`;
  return html`<span class="small">Rows ${whole(first)} to ${whole(end)} of ${whole(rows)}</span>
    ${button('First', 0)} ${button('Previous', page - 1)} ${button('Next', page + 1)} ${button('Last', last)}`;
}

import { html, nothing, type TemplateResult } from 'lit';
import { nextOrder, type SortOrder } from './sorted-rows.ts';

/** The head of a column that sorts the rows. */
export interface SortHead {
  readonly id: string;
  readonly head: string;
  /** Absent for words. */
  readonly unit?: string;
  /** Whether its cells hold words, which stand at the left. */
  readonly words?: boolean;
}

/**
 * A column's head with a button that sorts by it. The host element includes `sortStyles`.
 * @param change takes the next order
 */
export function sortHead(
  { id, head, unit, words = false }: SortHead,
  order: SortOrder | null,
  change: (order: SortOrder | null) => void,
): TemplateResult {
  const sorted = order?.by === id ? order.direction : undefined;
  const mark = sorted === undefined ? '↕' : sorted === 'ascending' ? '↑' : '↓';
  return html`<th scope="col" class=${words ? 'words' : ''} aria-sort=${sorted ?? nothing}>
    <button class="sort" @click=${() => change(nextOrder(order, id))}>
      ${head} <span class="mark" aria-hidden="true">${mark}</span>
      ${unit === undefined ? nothing : html`<br /><small>${unit}</small>`}
    </button>
  </th>`;
}

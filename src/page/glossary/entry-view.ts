import { css, html, nothing, type TemplateResult } from 'lit';
import type { GlossaryEntry } from './glossary.ts';

/** Styles of `entryView`. */
export const entryStyles = css`
  .title {
    font-weight: 600;
  }
  .symbol {
    font-style: italic;
  }
  .source {
    display: block;
    margin-top: 0.25rem;
    font-size: 0.8125rem;
    color: var(--ink-soft);
  }
`;

/** Title, symbol and unit of a term. */
export function entryHead({ symbol, title, unit }: GlossaryEntry): TemplateResult {
  return html`<span class="title">${title}</span>${
      symbol === undefined ? nothing : html` <span class="symbol">${symbol}</span>`
    }${unit === undefined ? nothing : html` <span class="soft">(${unit})</span>`}`;
}

/** The meaning of a term, and the paper that defines it. */
export function entryWords({ source, words }: GlossaryEntry): TemplateResult {
  return html`${words}${source === undefined ? nothing : html`<span class="source">${source}</span>`}`;
}

import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { sharedStyles } from '../kit/shared-styles.ts';
import { entryHead, entryStyles, entryWords } from './entry-view.ts';
import { foundEntries } from './glossary.ts';

/** Every term of the page with its meaning, and a search. */
@customElement('glossary-panel')
export class GlossaryPanel extends LitElement {
  static override styles = [
    sharedStyles,
    entryStyles,
    css`
      label {
        display: block;
        margin-top: 0.6rem;
      }
      input {
        width: min(100%, 22rem);
      }
      dl {
        margin: 0.75rem 0 0;
      }
      dt {
        margin-top: 0.75rem;
      }
      dd {
        margin: 0;
        max-width: 42rem;
      }
    `,
  ];

  @state() private search = '';

  protected override render(): TemplateResult {
    const entries = foundEntries(this.search);
    return html`<label
        >Search
        <input
          type="search"
          .value=${this.search}
          @input=${({ currentTarget }: Event) => this.#find(currentTarget)}
      /></label>
      ${
        entries.length === 0
          ? html`<p class="soft" role="status">No entry contains “${this.search.trim()}”.</p>`
          : html`<dl>
              ${entries.map(
                (entry) =>
                  html`<dt>${entryHead(entry)}</dt>
                    <dd>${entryWords(entry)}</dd>`,
              )}
            </dl>`
      }`;
  }

  #find(field: EventTarget | null): void {
    if (field instanceof HTMLInputElement) this.search = field.value;
  }
}

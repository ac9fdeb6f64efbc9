import { css, html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { sharedStyles } from '../shared-styles.ts';

/**
 * A dialog at the side of the page. Escape, a click beside it and its button close it, and the focus goes back to where it
 * was. Dispatches `close-panel`.
 */
@customElement('side-panel')
export class SidePanel extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      dialog {
        inset: 0 0 0 auto;
        width: min(44rem, 100vw);
        max-width: none;
        height: 100dvh;
        max-height: none;
        margin: 0;
        padding: 0;
        background: var(--card);
        border: 0;
        border-left: 1px solid var(--rule);
        color: var(--ink);
        overflow: auto;
        overscroll-behavior: contain;
      }
      :host([side='left']) dialog {
        inset: 0 auto 0 0;
        border: 0;
        border-right: 1px solid var(--rule);
      }
      dialog::backdrop {
        background: rgb(10 14 22 / 38%);
      }
      .head {
        position: sticky;
        top: 0;
        z-index: 2;
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        padding: 0.75rem clamp(1rem, 4vw, 1.75rem);
        background: var(--card);
        border-bottom: 1px solid var(--rule);
      }
      .body {
        padding: 1.25rem clamp(1rem, 4vw, 1.75rem) 2.5rem;
      }
    `,
  ];

  @property() heading = '';
  @property({ type: Boolean }) open = false;

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  protected override render(): TemplateResult {
    return html`<dialog
      aria-labelledby="heading"
      @close=${() => this.#closed()}
      @click=${(event: Event) => {
        if (event.target === this.dialog) this.dialog.close();
      }}
    >
      <div class="head">
        <h2 id="heading">${this.heading}</h2>
        <button class="quiet" @click=${() => this.dialog.close()}>Close</button>
      </div>
      <div class="body"><slot></slot></div>
    </dialog>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open') || this.open === this.dialog.open) return;
    if (this.open) this.dialog.showModal();
    else this.dialog.close();
  }

  #closed(): void {
    if (this.open) this.dispatchEvent(new Event('close-panel'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'side-panel': SidePanel;
  }
}

import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { sharedStyles } from '../kit/shared-styles.ts';
import { entryHead, entryStyles, entryWords } from './entry-view.ts';
import { GLOSSARY, isGlossaryName } from './glossary.ts';

/** CSS pixels between the word, its note and the edge of the window. */
const GAP = 6;

/**
 * A word of the page that the glossary explains: `<glossary-term term="aicc">AICc</glossary-term>`. A click, Enter or Space
 * opens its entry; Escape or a click elsewhere closes it.
 */
@customElement('glossary-term')
export class GlossaryTerm extends LitElement {
  static override styles = [
    sharedStyles,
    entryStyles,
    css`
      :host {
        display: inline;
      }
      button {
        display: inline;
        min-height: 0;
        padding: 0;
        border: 0;
        border-radius: 2px;
        font: inherit;
        font-weight: inherit;
        text-align: inherit;
        text-decoration: underline dotted var(--field);
        text-underline-offset: 0.2em;
        cursor: help;
      }
      button:hover:not(:disabled) {
        box-shadow: none;
        color: var(--accent);
      }
      .note {
        position: fixed;
        inset: auto;
        z-index: 10;
        margin: 0;
        width: max-content;
        max-width: min(22rem, calc(100vw - 1rem));
        padding: 0.65rem 0.85rem;
        background: var(--card);
        border: 1px solid var(--field);
        border-radius: 8px;
        box-shadow: 0 4px 18px rgb(0 0 0 / 18%);
        color: var(--ink);
        font-size: 0.9rem;
        font-weight: 400;
        line-height: 1.45;
        text-align: left;
        white-space: normal;
      }
      .note[hidden] {
        display: none;
      }
      .head {
        display: block;
      }
      @media print {
        button {
          text-decoration: none;
        }
      }
    `,
  ];

  /** The name of an entry; a name that the glossary lacks shows the word alone. */
  @property() term = '';
  @state() private open = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listen(false);
    this.open = false;
  }

  protected override render(): TemplateResult {
    const { term } = this;
    if (!isGlossaryName(term)) return html`<slot></slot>`;
    const entry = GLOSSARY[term];
    return html`<button type="button" aria-expanded=${String(this.open)} @click=${() => this.#toggle()}>
        <slot></slot></button
      ><span class="note" role="status" popover="manual" ?hidden=${!this.open}
        >${
          this.open ? html`<span class="head">${entryHead(entry)}</span>${entryWords(entry)}` : nothing
        }</span
      >`;
  }

  #toggle(): void {
    if (this.open) this.#close();
    else void this.#show();
  }

  async #show(): Promise<void> {
    this.open = true;
    await this.updateComplete;
    const note = this.#note();
    if (note === null) return;
    // A browser without popovers shows it in place, above its neighbours.
    if ('showPopover' in note) note.showPopover();
    this.#place(note);
    this.#listen(true);
  }

  #close(): void {
    const note = this.#note();
    if (note !== null && 'hidePopover' in note) note.hidePopover();
    this.open = false;
    this.#listen(false);
  }

  /** Under the word, or above it if there is no room. */
  #place(note: HTMLElement): void {
    const word = this.#button()?.getBoundingClientRect();
    if (word === undefined) return;
    const { width, height } = note.getBoundingClientRect();
    const most = document.documentElement.clientWidth - width - GAP;
    const below = word.bottom + GAP;
    const fits = below + height <= window.innerHeight;
    note.style.left = `${Math.max(GAP, Math.min(word.left, most))}px`;
    note.style.top = `${fits ? below : Math.max(GAP, word.top - height - GAP)}px`;
  }

  #button(): HTMLButtonElement | null {
    return this.renderRoot.querySelector('button');
  }

  #note(): HTMLElement | null {
    return this.renderRoot.querySelector('.note');
  }

  #listen(on: boolean): void {
    const change = on ? 'addEventListener' : 'removeEventListener';
    window[change]('keydown', this.#onKey, true);
    window[change]('pointerdown', this.#onPointer, true);
    window[change]('scroll', this.#onScroll, true);
    window[change]('resize', this.#onScroll);
  }

  readonly #onKey = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
    this.#button()?.focus();
  };

  readonly #onPointer = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.#close();
  };

  readonly #onScroll = (): void => {
    this.#close();
  };
}

import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { NOTE_CHARACTERS } from '../../lab/runs/note.ts';
import { KeepFocus } from './keep-focus.ts';
import { sharedStyles } from './shared-styles.ts';

/** A note as text, and a form that changes it. Fires `note-written` with the text. */
@customElement('note-editor')
export class NoteEditor extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .note {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      button {
        min-height: 2rem;
        padding: 0.15rem 0.7rem;
      }
      textarea {
        display: block;
        width: 100%;
        max-width: 40rem;
        min-height: 4.5rem;
        padding: 0.35rem 0.6rem;
        margin-bottom: 0.4rem;
        font: inherit;
        color: inherit;
        background: var(--card);
        border: 1px solid var(--field);
        border-radius: 7px;
      }
    `,
  ];

  @property() note = '';
  /** What the note is about: `Width 8`. */
  @property() about = '';
  /** Whether it cannot be changed now. */
  @property({ type: Boolean }) locked = false;

  @state() private writing = false;

  @query('textarea') private readonly field!: HTMLTextAreaElement | null;
  @query('button') private readonly button!: HTMLButtonElement | null;

  constructor() {
    super();
    new KeepFocus(this, () => this.button);
  }

  protected override render(): TemplateResult {
    if (this.writing) return this.#form();
    return html`${this.note === '' ? nothing : html`<div class="note">${this.note}</div>`}
      <button
        class="small"
        aria-label="${this.note === '' ? 'Add a note' : 'Change the note'} to ${this.about}"
        ?disabled=${this.locked}
        @click=${() => (this.writing = true)}
      >
        ${this.note === '' ? 'Add a note' : 'Change note'}
      </button>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('writing') && this.writing) this.field?.focus();
  }

  #form(): TemplateResult {
    return html`<form
      @submit=${(event: Event) => this.#save(event)}
      @keydown=${(event: KeyboardEvent) => this.#leave(event)}
    >
      <textarea
        aria-label="note to ${this.about}, at most ${NOTE_CHARACTERS} characters"
        maxlength=${NOTE_CHARACTERS}
        .value=${this.note}
      ></textarea>
      <button class="small">Save note</button>
      <button class="small" type="button" @click=${() => (this.writing = false)}>Cancel</button>
    </form>`;
  }

  #save(event: Event): void {
    event.preventDefault();
    const detail = this.field?.value ?? '';
    this.writing = false;
    this.dispatchEvent(new CustomEvent<string>('note-written', { detail }));
  }

  #leave(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    this.writing = false;
    // The panel around it stays open.
    event.preventDefault();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'note-editor': NoteEditor;
  }
}

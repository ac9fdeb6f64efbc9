import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ExperimentSummary } from '../../lab/storage/experiment-summary.ts';
import type { Lab } from '../../lab/lab.ts';
import { summaryWords, titleOf } from './history-words.ts';
import '../kit/note-editor.ts';
import { KeepFocus } from '../kit/keep-focus.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

const TITLE_MAX = 80;

/** One experiment on disk, and its actions. */
@customElement('history-row')
export class HistoryRow extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      .row {
        display: grid;
        gap: 0.35rem;
        padding: 0.6rem 0;
        border-top: 1px solid var(--rule);
      }
      .title {
        font-weight: 550;
        overflow-wrap: anywhere;
      }
      .verbs {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.4rem;
      }
      button {
        min-height: 2rem;
        padding: 0.15rem 0.7rem;
      }
      button[aria-pressed='true'] {
        background: var(--accent-wash);
        border-color: var(--accent);
      }
      form input {
        width: 100%;
        max-width: 24rem;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.4rem;
        margin-bottom: 0.4rem;
      }
    `,
  ];

  @property({ attribute: false }) lab!: Lab;
  @property({ attribute: false }) summary!: ExperimentSummary;
  /** Whether the page shows it. */
  @property({ type: Boolean }) shown = false;
  /** Whether the history cannot be changed now. */
  @property({ type: Boolean }) locked = false;

  /** Whether it is chosen for a comparison; null if it cannot be. */
  @property({ attribute: false }) compared: boolean | null = null;

  @state() private naming = false;

  @query('form input') private readonly field!: HTMLInputElement | null;

  @query('.rename') private readonly renamer!: HTMLButtonElement | null;

  constructor() {
    super();
    new KeepFocus(this, () => this.renamer);
  }

  protected override render(): TemplateResult {
    return html`<div class="row">
      <div>
        ${this.naming ? this.#namingForm() : html`<div class="title">${titleOf(this.summary)}</div>`}
        <div class="small soft">${summaryWords(this.summary)}</div>
        <note-editor
          class="small"
          .note=${this.summary.note ?? ''}
          .about=${titleOf(this.summary)}
          .locked=${this.locked}
          @note-written=${({ detail }: CustomEvent<string>) =>
            void this.lab.history.annotate(this.summary.number, detail)}
        ></note-editor>
      </div>
      <div class="verbs">${this.#verbs()}</div>
    </div>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('naming') && this.naming) this.field?.select();
  }

  #namingForm(): TemplateResult {
    return html`<form
      @submit=${(event: Event) => this.#rename(event)}
      @keydown=${(event: KeyboardEvent) => this.#leave(event)}
    >
      <input
        aria-label="name of ${titleOf(this.summary)}"
        maxlength=${TITLE_MAX}
        .value=${titleOf(this.summary)}
      />
      <button>Save name</button>
    </form>`;
  }

  #verbs(): TemplateResult {
    const { history } = this.lab;
    const { number, pinned, weightBytes } = this.summary;
    const verb = (words: string, act: () => void): TemplateResult =>
      html`<button
        class="small ${words.toLowerCase()}"
        aria-label="${words} ${titleOf(this.summary)}"
        ?disabled=${this.locked}
        @click=${act}
      >
        ${words}
      </button>`;
    return html`
      ${this.#tick()}
      ${
        this.shown
          ? html`<span class="small soft">on this page</span>`
          : verb('Open', () => void this.lab.openSaved(number))
      }
      ${verb('Rename', () => (this.naming = true))} ${verb('Duplicate', () => void history.duplicate(number))}
      <button
        class="small"
        aria-label="Keep models of ${titleOf(this.summary)}"
        aria-pressed=${pinned ? 'true' : 'false'}
        ?disabled=${this.locked || (weightBytes === 0 && !pinned)}
        @click=${() => void history.pin(number, !pinned)}
      >
        Keep models
      </button>
      ${verb('Delete', () => void this.lab.removeSaved([number]))}
    `;
  }

  #tick(): TemplateResult | typeof nothing {
    if (this.compared === null) return nothing;
    return html`<label class="small tick">
      <input
        type="checkbox"
        aria-label="Compare ${titleOf(this.summary)}"
        .checked=${this.compared}
        @change=${() => this.lab.chooseCompared(this.summary.number, this.compared !== true)}
      />
      Compare
    </label>`;
  }

  #rename(event: Event): void {
    event.preventDefault();
    const title = this.field?.value ?? '';
    this.naming = false;
    if (title !== titleOf(this.summary)) void this.lab.history.rename(this.summary.number, title);
  }

  #leave(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    this.naming = false;
    // The panel around it stays open.
    event.preventDefault();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'history-row': HistoryRow;
  }
}

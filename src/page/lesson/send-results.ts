import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { PIECE_LIMITS } from '../../lab/class/piece.ts';
import { pieceOf, pieceText } from '../../lab/class/piece-text.ts';
import { visibleText } from '../../lab/class/piece-json.ts';
import { ImportRefused } from '../../lab/files/import-refused.ts';
import { finishedHere } from '../../lab/state/finished-here.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { LabElement } from '../kit/lab-element.ts';
import { isOnDisk, pageLink } from '../kit/link/page-link.ts';
import '../kit/qr-code.ts';
import { saveFile } from '../kit/save-file.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** The finished runs of this browser on their way to a class: as text, link, QR code or file, under a nickname. */
@customElement('send-results')
export class SendResults extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: grid;
        gap: 1rem;
      }
      .name {
        gap: 0.4rem 0.75rem;
      }
      label {
        font-weight: 600;
      }
      .name input {
        width: min(100%, 20rem);
      }
      .ways {
        gap: 0.5rem 0.6rem;
      }
      .carried {
        display: grid;
        grid-template-columns: minmax(0, 20rem) minmax(0, 1fr);
        gap: 1.25rem;
        align-items: start;
      }
      textarea {
        width: 100%;
        height: 11rem;
        padding: 0.5rem 0.6rem;
        background: var(--paper);
        border: 1px solid var(--field);
        border-radius: 7px;
        color: inherit;
        font:
          0.8125rem ui-monospace,
          monospace;
        overflow-wrap: anywhere;
        resize: vertical;
      }
      @media (max-width: 640px) {
        .carried {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  /** What the person calls themselves outside a lesson, which keeps nothing. */
  @state() private name = '';
  /** The text of the results, or why there is none; null while it is made. */
  @state() private text: string | Refusal | null = null;
  /** What came of the last copy; empty before one. */
  @state() private said = '';

  @query('textarea') private readonly shown!: HTMLTextAreaElement | null;

  /** What the text was made of, as JSON. */
  #made = '';

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { lab } = this;
    const ids = finishedHere(lab.state).map(({ plan }) => plan.id);
    const made = JSON.stringify([this.#called, ids, lab.state.begun]);
    if (made === this.#made) return;
    this.#made = made;
    this.said = '';
    void this.#make(made);
  }

  protected override render(): TemplateResult {
    const { lab } = this;
    const { length } = finishedHere(lab.state);
    const all = lab.state.runs.length;
    return html`<p>
        ${length} of ${all} models have finished.
        ${length < all ? 'You can send again when more have: the later results replace the earlier ones.' : nothing}
      </p>
      <div class="row name">
        <label for="name">Your name or nickname</label>
        <input
          id="name"
          autocomplete="nickname"
          maxlength=${PIECE_LIMITS.nameCharacters}
          .value=${this.#called}
          @input=${(event: InputEvent) => this.#call(event)}
        />
      </div>
      ${this.#ways()}`;
  }

  #ways(): TemplateResult | typeof nothing {
    const { text } = this;
    if (text === null) return nothing;
    if (typeof text !== 'string') return html`<p class="refused" role="alert">Not sent: ${text.refused}</p>`;
    return html`<div class="row ways" role="group" aria-label="Ways to send">
        <button
          class="primary"
          @click=${() => void this.#copy(text, 'Text copied. Paste it where your teacher collects results.')}
        >
          Copy text
        </button>
        ${isOnDisk() ? nothing : this.#copyLink(pageLink(`#results=${text}`))}
        <button @click=${() => saveFile(fileName(this.#called), `${text}\n`)}>Save file</button>
        <span class="small soft" role="status">${this.said}</span>
      </div>
      <div class="carried">
        <qr-code .text=${text} label="QR code of your results"></qr-code>
        <div>
          <p class="small soft">Hold the code up to the teacher’s camera, or give them this text:</p>
          <textarea
            readonly
            aria-label="Text of your results"
            .value=${text}
            @focus=${() => this.shown?.select()}
          ></textarea>
          <p class="small soft">
            It holds the losses, their settings, your nickname, and the name of your graphics card and
            browser. It goes only where you send it.
          </p>
        </div>
      </div>`;
  }

  #copyLink(link: string): TemplateResult {
    return html`<button @click=${() => void this.#copy(link, 'Link copied. It carries the results.')}>
      Copy link
    </button>`;
  }

  get #called(): string {
    return this.lab.state.lesson?.name ?? this.name;
  }

  #call({ target }: InputEvent): void {
    if (!(target instanceof HTMLInputElement)) return;
    if (this.lab.state.lesson === null) this.name = target.value;
    else this.lab.lessons.setName(target.value);
  }

  async #make(of: string): Promise<void> {
    const text = await textOf(this.lab.state, this.#called);
    if (of === this.#made) this.text = text;
  }

  /** Without a clipboard, as over plain http, the text is selected so that the person can copy it. */
  async #copy(text: string, said: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.said = said;
    } catch {
      this.shown?.focus();
      this.said = 'The browser does not let this page copy. The text below is selected: copy it yourself.';
    }
  }
}

async function textOf(shown: ExperimentState, name: string): Promise<string | Refusal> {
  const piece = pieceOf(shown, Date.now());
  if (isRefusal(piece)) return piece;
  try {
    return await pieceText({ ...piece, name: visibleText(name) });
  } catch (error) {
    if (error instanceof ImportRefused) return { refused: error.message };
    throw error;
  }
}

/** `loglog-results-Ada.txt`, with letters and digits that every disk takes. */
function fileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `loglog-results-${plain === '' ? 'nameless' : plain}.txt`;
}

declare global {
  interface HTMLElementTagNameMap {
    'send-results': SendResults;
  }
}

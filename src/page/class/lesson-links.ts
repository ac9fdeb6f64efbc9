import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Lesson } from '../../lab/class/lesson.ts';
import { lessonLinkOf } from '../../lab/class/lesson-link.ts';
import { ImportRefused } from '../../lab/files/import-refused.ts';
import { visibleName } from '../../lab/runs/visible-name.ts';
import { isFree } from '../../lab/state/state.ts';
import { LabElement } from '../kit/lab-element.ts';
import { isOnDisk } from '../kit/link/page-link.ts';
import { OpenPanelEvent } from '../kit/panel/open-panel.ts';
import '../kit/qr-code.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { reachWords } from './class-words.ts';
import { classStyles } from './class-styles.ts';
import './lesson-line.ts';

/** Characters of a link whose code a phone reads across a room. */
const FAR_CHARACTERS = 300;

const FINE =
  'The code has many small squares, because the lesson has many words: it is read from near, not across the room. Fewer questions make it coarser.';

/**
 * How a lesson reaches a class: its link, its QR code, a line for the board, and a preview. Dispatches `another-class` for a link
 * whose results join those of no other class.
 */
@customElement('lesson-links')
export class LessonLinks extends LabElement {
  static override styles = [
    sharedStyles,
    classStyles,
    css`
      :host {
        margin-top: 1.5rem;
        padding-top: 1.25rem;
        border-top: 1px solid var(--rule);
      }
      .both {
        display: grid;
        grid-template-columns: minmax(0, 11rem) minmax(0, 1fr);
        gap: 1.25rem;
      }
      .beside {
        display: grid;
        align-content: start;
        gap: 0.6rem;
      }
      .board {
        font-size: 1.125rem;
        font-weight: 600;
      }
      .link {
        max-height: 6rem;
        overflow: auto;
      }
      dialog {
        width: 100vw;
        max-width: none;
        height: 100dvh;
        max-height: none;
        padding: clamp(1rem, 3vw, 3rem);
        background: #fff;
        border: 0;
        color: #000;
      }
      dialog[open] {
        display: grid;
        grid-template-rows: auto auto minmax(0, 1fr) auto;
        justify-items: center;
        gap: 1rem;
      }
      dialog h2 {
        font-size: clamp(1.75rem, 4vw, 4rem);
        text-align: center;
      }
      dialog qr-code {
        --qr-size: none;
        width: min(90vw, 60dvh);
        align-self: center;
      }
      dialog p {
        font-size: clamp(1.1rem, 2.5vw, 2.75rem);
        text-align: center;
      }
      dialog button {
        justify-self: end;
        border-color: #767676;
      }
      @media (max-width: 480px) {
        .both {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  @property({ attribute: false }) lesson!: Lesson;
  /** What the short link of a ready lesson says; empty if the lesson has none. */
  @property({ attribute: false }) shortName = '';

  /** What came of the last copy; empty before one. */
  @state() private said = '';

  @query('dialog') private readonly poster!: HTMLDialogElement;

  protected override render(): TemplateResult {
    const fragment = this.#fragment();
    if (fragment.startsWith('#'))
      return isOnDisk()
        ? html`<lesson-line .lab=${this.lab} .line=${fragment}></lesson-line>`
        : this.#links(fragment);
    return html`<section aria-label="Give it to the class">
      <p class="refused" role="status">${fragment}</p>
    </section>`;
  }

  /** The link's fragment, or why the lesson fits into none. */
  #fragment(): string {
    if (this.shortName !== '') return `#lesson=${this.shortName}`;
    try {
      return lessonLinkOf(this.lesson);
    } catch (error) {
      if (error instanceof ImportRefused) return error.message;
      throw error;
    }
  }

  #links(fragment: string): TemplateResult {
    const link = new URL(fragment, document.baseURI).href;
    const reach = reachWords(location);
    return html`<section aria-label="Give it to the class">
      <h3>Give it to the class</h3>
      <div class="both">
        <qr-code .text=${link} label="QR code of the lesson"></qr-code>
        <div class="beside">
          ${
            this.shortName === ''
              ? html`<p class="small address link" tabindex="0" role="region" aria-label="Link of the lesson">
                  ${link}
                </p>`
              : html`<p class="small soft">For the board:</p>
                  <p class="board address">${link}</p>`
          }
          <div class="row">
            <button @click=${() => void this.#copy(link)}>Copy link</button>
            <button @click=${() => this.poster.showModal()}>Show it large</button>
            ${this.#preview(link)}
          </div>
          <p class="small soft" role="status">${this.said}</p>
          ${reach === '' ? nothing : html`<p class="small">${reach}</p>`}
          ${link.length > FAR_CHARACTERS ? html`<p class="small">${FINE}</p>` : nothing}
          <p class="small soft">${this.#kindWords()}</p>
          <div class="row">
            <button class="small" @click=${() => this.#another()}>New link for another class</button>
          </div>
        </div>
      </div>
      <dialog aria-labelledby="poster-title">
        <button @click=${() => this.poster.close()}>Close</button>
        <h2 id="poster-title">${visibleName(this.lesson.title)}</h2>
        <qr-code .text=${link} label="QR code of the lesson, large"></qr-code>
        <p class="address">
          ${this.shortName === '' ? 'Point the camera of a phone or laptop at the code.' : link}
        </p>
      </dialog>
    </section>`;
  }

  #kindWords(): string {
    return this.shortName === ''
      ? 'A lesson of your own has no short address: show its code, or send its link. Everybody with this link is one class.'
      : 'This short address is the same for every class, so results of an earlier class that you took in here join those of this one.';
  }

  #preview(link: string): TemplateResult | typeof nothing {
    if (!isFree(this.lab.state)) return nothing;
    const close = (): boolean => this.dispatchEvent(new OpenPanelEvent(null));
    return html`<a class="button" href=${link} @click=${close}>Preview</a>
      <span class="small soft">“Leave the lesson” in the menu ends a preview.</span>`;
  }

  #another(): void {
    this.said = 'This link is new: what comes back through it is a class of its own.';
    this.dispatchEvent(new CustomEvent('another-class'));
  }

  async #copy(link: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(link);
      this.said = 'Link copied.';
    } catch {
      this.said = `The browser does not let this page copy. Copy the link yourself: ${link}`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-links': LessonLinks;
  }
}

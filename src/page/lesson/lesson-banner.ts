import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LessonState } from '../../lab/class/class-state.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { visibleName } from '../../lab/runs/visible-name.ts';
import { finishedHere } from '../../lab/state/finished-here.ts';
import { isFree } from '../../lab/state/state.ts';
import { withTerms } from '../glossary/with-terms.ts';
import { KeepFocus } from '../kit/keep-focus.ts';
import { LabElement } from '../kit/lab-element.ts';
import { OpenPanelEvent } from '../kit/panel/open-panel.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { partWords, readPart } from './lesson-words.ts';

/** The style property of the page that tells the stage how much of the first screen this banner takes. */
const HEIGHT = '--lesson';

/**
 * The lesson over the stage: what to do, this person's part of the shared work, and the way home for the results. On a
 * projector it is the title alone.
 */
@customElement('lesson-banner')
export class LessonBanner extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      section {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: center;
        gap: 0.5rem clamp(1.25rem, 4vw, 4rem);
        padding: 0.7rem var(--edge) 0.7rem calc(var(--edge) - 4px);
        border-bottom: 1px solid var(--rule);
        border-left: 4px solid var(--accent);
        background: var(--card);
        overflow-wrap: anywhere;
      }
      h2 {
        font-size: 1.15rem;
      }
      .words {
        max-width: 80ch;
      }
      .do {
        display: grid;
        gap: 0.35rem;
        justify-items: end;
        max-width: 44rem;
        text-align: right;
      }
      form {
        gap: 0.4rem 0.6rem;
        justify-content: end;
      }
      label {
        font-weight: 550;
      }
      input {
        width: 4.5rem;
        text-align: center;
      }
      .send {
        min-height: 3rem;
        padding-inline: 1.75rem;
        font-size: 1.0625rem;
      }
      .change {
        min-height: 1.75rem;
        padding: 0 0.6rem;
        font-size: 0.875rem;
      }
      @media (max-width: 999px) {
        section {
          grid-template-columns: minmax(0, 1fr);
        }
        .do {
          justify-items: start;
          text-align: left;
        }
        form {
          justify-content: start;
        }
      }
      @media (max-width: 640px) {
        .send {
          width: 100%;
        }
        .do {
          justify-items: stretch;
        }
      }
      :host([present]) section {
        padding: 0.4rem calc(1.5 * var(--edge));
        background: none;
        border: 0;
      }
      :host([present]) h2 {
        font-size: clamp(1.25rem, 2.2vw, 2.5rem);
      }
      :host([present]) .words,
      :host([present]) .do {
        display: none;
      }
      @media print {
        section {
          padding: 0 0 0.75rem;
          background: none;
          border: 0;
        }
        .do form,
        button {
          display: none;
        }
      }
    `,
  ];

  /** Whether the stage stands alone in large type. */
  @property({ type: Boolean, reflect: true }) present = false;

  /** Why the typed number is refused; empty if it is not. */
  @state() private refused = '';

  @query('input') private readonly field!: HTMLInputElement | null;
  @query('.do button') private readonly first!: HTMLButtonElement | null;

  readonly #sizes = new ResizeObserver(() => {
    document.documentElement.style.setProperty(HEIGHT, `${this.offsetHeight}px`);
  });

  constructor() {
    super();
    new KeepFocus(this, () => this.first);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    document.documentElement.style.removeProperty(HEIGHT);
  }

  /** Moves the focus to what the person has to do first. */
  override focus(): void {
    (this.field ?? this.first)?.focus();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.refused !== '') this.field?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { lesson: followed } = this.lab.state;
    if (followed === null) return nothing;
    const { selection, title, words } = followed.lesson;
    return html`<section aria-label="Lesson">
      <div>
        <h2>${visibleName(title) || presetOf(selection.experiment).title}</h2>
        ${words === '' ? nothing : html`<p class="words">${withTerms()(visibleName(words))}</p>`}
      </div>
      <div class="do">${this.#part(followed)} ${this.#send()}</div>
    </section>`;
  }

  #part(followed: LessonState): TemplateResult | typeof nothing {
    const { lab } = this;
    const { lesson, part } = followed;
    if (lesson.parts === 1) return nothing;
    if (part === null) return isFree(lab.state) ? this.#form(lesson.parts) : nothing;
    const changes = lab.state.number === null && isFree(lab.state) && !isGiven(followed);
    return html`<p class="small" role="status">
      ${partWords(lab.state, followed)}
      ${
        changes && !followed.measuring
          ? html`<button class="change" @click=${() => void this.#choose('any')}>Another part</button>`
          : nothing
      }
    </p>`;
  }

  #form(parts: number): TemplateResult {
    return html`<form class="row" @submit=${(event: Event) => this.#submit(event, parts)}>
        <label for="part">Your number (1 to ${parts})</label>
        <input
          id="part"
          inputmode="numeric"
          autocomplete="off"
          maxlength="4"
          aria-invalid=${this.refused === '' ? 'false' : 'true'}
          aria-describedby="refused"
        />
        <button class="primary" type="submit">Take this part</button>
        <button type="button" @click=${() => void this.#choose('any')}>Pick one for me</button>
      </form>
      <p id="refused" class="small refused" role="alert">${this.refused}</p>`;
  }

  /** After the first model that this browser trained. */
  #send(): TemplateResult | typeof nothing {
    if (finishedHere(this.lab.state).length === 0) return nothing;
    const open = (): boolean => this.dispatchEvent(new OpenPanelEvent('send-results'));
    return html`<button class="send primary" aria-haspopup="dialog" @click=${open}>Send results</button>`;
  }

  #submit(event: Event, parts: number): void {
    event.preventDefault();
    const read = readPart(this.field?.value ?? '', parts);
    if (typeof read === 'number') void this.#choose(read);
    else this.refused = read;
  }

  #choose(part: number | 'any'): Promise<void> {
    this.refused = '';
    return this.lab.lessons.choosePart(part);
  }
}

/** Whether the link itself says the part. */
function isGiven({ link }: LessonState): boolean {
  return new URLSearchParams(link.replace(/^#/, '')).has('part');
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-banner': LessonBanner;
  }
}

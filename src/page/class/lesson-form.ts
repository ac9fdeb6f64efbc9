import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { HIDEABLE, LESSON_LIMITS, type Hideable } from '../../lab/class/lesson.ts';
import type { LessonDraft, LessonField, LessonRefusals } from '../../lab/class/lesson-draft.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { selectionWords } from './class-words.ts';
import { classStyles } from './class-styles.ts';

/** A person has changed fields of the lesson. */
export class LessonEditedEvent extends CustomEvent<Partial<LessonDraft>> {
  constructor(changed: Partial<LessonDraft>) {
    super('lesson-edited', { detail: changed });
  }
}

const HIDDEN_LABELS: Record<Hideable, string> = {
  settings: 'settings',
  experiments: 'other experiments',
  files: 'files and links',
  history: 'history',
  calculator: 'calculator',
  fits: 'choices of fits',
  samples: 'what models write',
};

/** The fields of a lesson, each with the rule that it breaks. Dispatches `lesson-edited`. */
@customElement('lesson-form')
export class LessonForm extends LitElement {
  static override styles = [
    sharedStyles,
    classStyles,
    css`
      form {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: 0.9rem 1.25rem;
      }
      .wide,
      fieldset {
        grid-column: 1 / -1;
      }
      label {
        display: block;
        font-weight: 550;
        font-size: 0.9rem;
      }
      .field input {
        width: 100%;
      }
      .hint {
        font-size: 0.8125rem;
        color: var(--ink-soft);
      }
      .refusal {
        font-size: 0.875rem;
        font-weight: 550;
        color: var(--bad);
        overflow-wrap: anywhere;
      }
      [aria-invalid='true'] {
        border-color: var(--bad);
        box-shadow: inset 0 0 0 1px var(--bad);
      }
      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem 1.1rem;
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0;
        font-weight: 550;
        font-size: 0.9rem;
      }
      fieldset label,
      .check {
        font-weight: 400;
        font-size: 0.9375rem;
      }
      fieldset label,
      .check {
        display: flex;
        align-items: center;
        gap: 0.45rem;
      }
    `,
  ];

  @property({ attribute: false }) draft!: LessonDraft;
  @property({ attribute: false }) refusals: LessonRefusals = {};

  protected override render(): TemplateResult {
    const { draft } = this;
    const { minutes, parts, questions } = LESSON_LIMITS;
    return html`<form novalidate autocomplete="off" @submit=${(event: Event) => event.preventDefault()}>
      <p class="wide small">${selectionWords(draft.selection)} ${this.#refusal('selection')}</p>
      ${this.#text('title', 'title', 'wide', '')}
      ${this.#lines('words', 'what to do', 'up to three sentences, which the class reads above the plot', 3)}
      ${this.#text('parts', 'parts of the shared work', '', `1 to ${parts}: 1 if all train the same; else the size of the class or more`)}
      ${this.#text('minutes', 'minutes a part', '', `1 to ${minutes}: slow machines get the small models`)}
      ${this.#lines('questions', 'questions', `up to ${questions}, one a line; the class sees them beside the result`, 4)}
      <fieldset>
        <legend>hidden from the class</legend>
        ${HIDEABLE.map((part) => this.#hides(part))}
      </fieldset>
      <label class="check wide"
        ><input
          type="checkbox"
          .checked=${live(draft.starts)}
          @change=${(event: Event) => this.#edit({ starts: isChecked(event) })}
        />counts down and starts by itself, unless a pupil stops it</label
      >
    </form>`;
  }

  #text(field: 'title' | 'parts' | 'minutes', label: string, style: string, hint: string): TemplateResult {
    return html`<div class="field ${style}">
      <label for=${field}>${label}</label>
      <input
        id=${field}
        .value=${live(this.draft[field])}
        inputmode=${field === 'title' ? 'text' : 'numeric'}
        aria-invalid=${this.refusals[field] === undefined ? 'false' : 'true'}
        aria-describedby="${field}-hint ${field}-refusal"
        @input=${(event: Event) => this.#edit({ [field]: textIn(event) })}
      />
      ${hint === '' ? nothing : html`<p class="hint" id="${field}-hint">${hint}</p>`} ${this.#refusal(field)}
    </div>`;
  }

  #lines(field: 'words' | 'questions', label: string, hint: string, rows: number): TemplateResult {
    return html`<div class="field wide">
      <label for=${field}>${label}</label>
      <textarea
        id=${field}
        rows=${rows}
        .value=${live(this.draft[field])}
        aria-invalid=${this.refusals[field] === undefined ? 'false' : 'true'}
        aria-describedby="${field}-hint ${field}-refusal"
        @input=${(event: Event) => this.#edit({ [field]: textIn(event) })}
      ></textarea>
      <p class="hint" id="${field}-hint">${hint}</p>
      ${this.#refusal(field)}
    </div>`;
  }

  #hides(part: Hideable): TemplateResult {
    const { hidden } = this.draft;
    return html`<label
      ><input
        type="checkbox"
        .checked=${live(hidden.includes(part))}
        @change=${(event: Event) => this.#edit({ hidden: HIDEABLE.filter((one) => (one === part ? isChecked(event) : hidden.includes(one))) })}
      />${HIDDEN_LABELS[part]}</label
    >`;
  }

  #refusal(field: LessonField): TemplateResult {
    return html`<span class="refusal" id="${field}-refusal" role="status"
      >${this.refusals[field] ?? ''}</span
    >`;
  }

  #edit(changed: Partial<LessonDraft>): void {
    this.dispatchEvent(new LessonEditedEvent(changed));
  }
}

function textIn({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : '';
}

function isChecked({ target }: Event): boolean {
  return target instanceof HTMLInputElement && target.checked;
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-form': LessonForm;
  }
}

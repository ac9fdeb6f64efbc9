import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import {
  draftOfLesson,
  freshLessonDraft,
  readLessonDraft,
  type LessonDraft,
} from '../../lab/class/lesson-draft.ts';
import { READY_LESSONS } from '../../lab/class/lessons/ready-lessons.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { classStyles } from './class-styles.ts';
import { begunLesson, keepLesson, keptLesson, readyLike, type KeptLesson } from './kept-lesson.ts';
import './lesson-form.ts';
import type { LessonEditedEvent } from './lesson-form.ts';
import { readyLessonCard } from './ready-lesson-card.ts';
import './lesson-links.ts';

/** Makes the link of a lesson from a ready one, or from the experiment in the form. */
@customElement('make-lesson')
export class MakeLesson extends LabElement {
  static override styles = [
    sharedStyles,
    classStyles,
    css`
      .ready {
        border: 1px solid var(--rule);
        border-radius: var(--radius);
      }
      .ready > summary {
        padding: 0.6rem 0.9rem;
        cursor: pointer;
      }
      .title {
        margin-right: 0.4rem;
        font-weight: 600;
      }
      .goal {
        display: block;
      }
      .body {
        display: grid;
        justify-items: start;
        gap: 0.5rem;
        padding: 0 0.9rem 0.9rem;
      }
      h4 {
        margin: 0.25rem 0 0;
        font-size: 0.875rem;
        font-weight: 600;
      }
      li,
      dt,
      dd {
        font-size: 0.9375rem;
      }
      .body summary {
        font-weight: 600;
        font-size: 0.875rem;
        cursor: pointer;
      }
      dl {
        margin: 0.5rem 0 0;
      }
      dt {
        font-weight: 550;
      }
      dd {
        margin: 0.15rem 0 0.75rem;
      }
      .list {
        display: grid;
        gap: 0.5rem;
      }
    `,
  ];

  @state() private kept: KeptLesson | null = keptLesson();

  protected override render(): TemplateResult {
    return html`
      <section aria-label="Start from">
        <h3>Start from a ready lesson …</h3>
        <div class="list">
          ${READY_LESSONS.map((ready) => readyLessonCard(ready, () => this.#use(draftOfLesson(ready.lesson))))}
        </div>
        ${this.#ownStart()}
      </section>
      ${this.kept === null ? nothing : this.#lesson(this.kept)}
    `;
  }

  /** The experiment in the form of the page, if it trains anything. */
  #ownStart(): TemplateResult {
    const { draft, experiment, size } = this.lab.state;
    const { measures, title } = presetOf(experiment);
    if (measures !== 'runs')
      return html`<p class="small soft">… or choose an experiment that trains, and come back.</p>`;
    return html`<div class="row">
      <span>… or from what is set up on this page:</span>
      <button @click=${() => this.#use(freshLessonDraft({ experiment, size, draft }))}>
        ${title}, ${size}
      </button>
    </div>`;
  }

  #lesson(kept: KeptLesson): TemplateResult {
    const { draft, id, isOwn } = kept;
    const { lesson, refusals } = readLessonDraft(draft, id);
    const ready = lesson === null || isOwn ? undefined : readyLike(lesson);
    return html`<section aria-label="The lesson" class="lesson">
        <h3 tabindex="-1">The lesson</h3>
        <p class="small soft">Its link and QR code stand below the form, under “Give it to the class”.</p>
        <lesson-form
          .draft=${draft}
          .refusals=${refusals}
          @lesson-edited=${(event: LessonEditedEvent) => this.#keep({ ...kept, draft: { ...draft, ...event.detail } })}
        ></lesson-form>
      </section>
      ${
        lesson === null
          ? html`<p class="small refused" role="status">The lesson has a link when every field is valid.</p>`
          : html`<lesson-links
              .lab=${this.lab}
              .lesson=${ready?.lesson ?? lesson}
              .shortName=${ready?.name ?? ''}
              @another-class=${() => this.#keep({ ...begunLesson(draft), isOwn: true })}
            ></lesson-links>`
      }`;
  }

  #use(draft: LessonDraft): void {
    this.#keep(begunLesson(draft));
    void this.updateComplete.then(() => {
      const heading = this.renderRoot.querySelector<HTMLElement>('.lesson h3');
      heading?.focus({ preventScroll: true });
      heading?.scrollIntoView({ block: 'center' });
    });
  }

  #keep(kept: KeptLesson): void {
    keepLesson(kept);
    this.kept = kept;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'make-lesson': MakeLesson;
  }
}

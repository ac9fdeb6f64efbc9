import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { visibleName } from '../../lab/runs/visible-name.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** The questions of the lesson, under the story that answers them; nothing for a lesson without any. */
@customElement('lesson-questions')
export class LessonQuestions extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      section {
        max-width: 80ch;
        padding: 0 var(--edge) 1.25rem;
      }
      ol {
        margin: 0.35rem 0 0;
        padding-left: 1.4rem;
      }
      li {
        padding-block: 0.2rem;
        overflow-wrap: anywhere;
      }
      @media print {
        section {
          padding: 0.5rem 0 0;
        }
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const questions = this.lab.state.lesson?.lesson.questions ?? [];
    if (questions.length === 0) return nothing;
    return html`<section aria-labelledby="heading">
      <h2 id="heading">Questions</h2>
      <ol>
        ${questions.map((question) => html`<li>${visibleName(question)}</li>`)}
      </ol>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-questions': LessonQuestions;
  }
}

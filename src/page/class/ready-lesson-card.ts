import { html, type TemplateResult } from 'lit';
import type { ReadyLesson } from '../../lab/class/lessons/ready-lesson.ts';

/** A ready lesson in the list, folded: what it is for, what to predict and see, and the teacher's answers. */
export function readyLessonCard(ready: ReadyLesson, use: () => void): TemplateResult {
  const { goal, lesson, minutes, predict, questions, see, training, tried } = ready;
  return html`<details class="ready" name="ready-lessons">
    <summary>
      <span class="title">${lesson.title}</span> <span class="soft small">${minutes} minutes</span>
      <span class="goal small soft">${goal}</span>
    </summary>
    <div class="body">
      <p class="small">${training}</p>
      <p class="small soft">Tried: ${tried}</p>
      <h4>Predict before you train</h4>
      <ul>
        ${predict.map((item) => html`<li>${item}</li>`)}
      </ul>
      <h4>What to see</h4>
      <ul>
        ${see.map((item) => html`<li>${item}</li>`)}
      </ul>
      <details>
        <summary>Questions with answers for the teacher</summary>
        <dl>
          ${questions.map(
            ({ answer, question }) =>
              html`<dt>${question}</dt>
                <dd>${answer}</dd>`,
          )}
        </dl>
      </details>
      <button class="primary" aria-label="Use this lesson: ${lesson.title}" @click=${use}>
        Use this lesson
      </button>
    </div>
  </details>`;
}

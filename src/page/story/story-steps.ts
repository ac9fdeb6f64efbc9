import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { isExperimentUnsaid, shownConclusion } from '../../lab/state/shown-conclusion.ts';
import { LabElement } from '../kit/lab-element.ts';
import { NarrowPage } from '../kit/narrow-page.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { typeset } from '../kit/typeset.ts';
import { type Load, whenNeeded } from '../kit/when-needed.ts';
import { storyOf, type StoryStep } from './story-of.ts';

/** The code of the verdict, which is asked for with what concludes. */
const VERDICT: Load = () => import('../run/experiment-conclusion.ts');

/** What the experiment shows in a few steps, each lit when it is reached; the verdict belongs to the last. */
@customElement('story-steps')
export class StorySteps extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 11rem), 1fr));
        gap: 1rem clamp(1rem, 3vw, 3rem);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        padding-top: 0.6rem;
        border-top: 2px solid var(--rule);
        color: var(--ink-soft);
        overflow-wrap: anywhere;
      }
      .reached {
        border-color: var(--accent);
      }
      .title {
        font-size: 0.875rem;
      }
      .figure {
        min-height: 2.1rem;
        font-size: 1.4rem;
        font-weight: 600;
        line-height: 1.5;
        letter-spacing: -0.01em;
        color: var(--ink);
      }
      sup {
        line-height: 1;
      }
      .verdict {
        max-width: 80ch;
        margin-top: 1.5rem;
      }
      summary {
        padding: 0.9rem 0;
        font-weight: 600;
        cursor: pointer;
      }
      summary span {
        font-weight: 400;
        color: var(--ink-soft);
      }
    `,
  ];

  readonly #narrow = new NarrowPage(this);

  protected override render(): TemplateResult | typeof nothing {
    const steps = storyOf(this.lab.state);
    if (steps.length === 0) return nothing;
    if (!this.#narrow.matches) return this.#story(steps);
    const reached = steps.filter((step) => step.reached).length;
    return html`<details>
      <summary>Story <span>· ${reached} of ${steps.length} steps reached</span></summary>
      ${this.#story(steps)}
    </details>`;
  }

  #story(steps: readonly StoryStep[]): TemplateResult {
    const { state } = this.lab;
    const unsaid = isExperimentUnsaid(state);
    const style = unsaid || shownConclusion(state) !== null ? 'verdict' : '';
    const verdict = html`<experiment-conclusion class=${style} .lab=${this.lab}></experiment-conclusion>`;
    return html`<ol aria-label="Story">
        ${steps.map(stepItem)}
      </ol>
      ${unsaid || state.conclude !== null ? whenNeeded(VERDICT, verdict) : nothing}`;
  }
}

function stepItem({ figure, reached, title, words }: StoryStep): TemplateResult {
  return html`<li class=${reached ? 'reached' : ''}>
    <p class="title">${title}</p>
    <p class="figure">${typeset(figure)}</p>
    <p class="small">${typeset(words)}</p>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'story-steps': StorySteps;
  }
}

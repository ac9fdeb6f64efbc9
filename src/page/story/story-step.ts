import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { sharedStyles } from '../kit/shared-styles.ts';
import { typeset } from '../kit/typeset.ts';
import type { StoryStep } from './story-of.ts';

/** One step of the story in a line, for a projector. */
@customElement('story-step')
export class StoryStepElement extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      p {
        overflow-wrap: anywhere;
      }
      .figure {
        font-weight: 650;
      }
      sup {
        line-height: 1;
      }
    `,
  ];

  @property({ attribute: false }) step!: StoryStep;

  protected override render(): TemplateResult {
    const { figure, title, words } = this.step;
    return html`<p>
      ${title}: ${figure === '' ? nothing : html`<span class="figure">${typeset(figure)}</span>`}
      <span class="soft">${typeset(words)}</span>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'story-step': StoryStepElement;
  }
}

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { ladderRungs, type Rung } from './ladder-rungs.ts';

/** What the models write, side by side from the smallest to the largest; nothing before the first text. */
@customElement('sample-ladder')
export class SampleLadder extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 13rem), 1fr));
        gap: 1rem clamp(1rem, 2.5vw, 2.5rem);
        margin: 0.6rem 0 0;
        padding: 0;
        list-style: none;
      }
      blockquote {
        margin: 0.1rem 0 0;
        font-family: ui-serif, Georgia, 'Times New Roman', serif;
        font-size: 0.9375rem;
        line-height: 1.45;
        overflow-wrap: anywhere;
      }
    `,
  ];

  protected override render(): TemplateResult | typeof nothing {
    const { runs, samples } = this.lab.state;
    const rungs = ladderRungs(runs, samples);
    if (rungs.length === 0) return nothing;
    return html`<h2 id="title">What each model writes</h2>
      <ol aria-labelledby="title">
        ${rungs.map(rung)}
      </ol>`;
  }
}

function rung({ name, text }: Rung): TemplateResult {
  return html`<li>
    <p class="small soft">${name}</p>
    <blockquote>${text}</blockquote>
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-ladder': SampleLadder;
  }
}

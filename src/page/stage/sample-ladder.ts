import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { NarrowPage } from '../kit/narrow-page.ts';
import { patchPicture } from '../kit/patches/patches-when-needed.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { ladderRungs, type Rung } from './ladder-rungs.ts';

/**
 * What the models write or draw, side by side from the smallest to the largest, and the patches that they learn from; nothing
 * before the first text.
 */
@customElement('sample-ladder')
export class SampleLadder extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      section {
        padding: 1.25rem var(--edge);
      }
      details {
        padding-inline: var(--edge);
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
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 12rem), 1fr));
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

  readonly #narrow = new NarrowPage(this);

  protected override render(): TemplateResult | typeof nothing {
    const { planned, runs, samples } = this.lab.state;
    const shown = runs.length > 0 ? runs : planned;
    const rungs = ladderRungs(
      runs,
      samples,
      shown.map(({ settings }) => settings.corpus),
    );
    if (rungs.length === 0) return nothing;
    const draws = rungs.some(({ patches }) => patches !== undefined);
    const drawn = samples.length > 0 ? 'What each model draws' : 'What the models learn to draw';
    const title = draws ? drawn : 'What each model writes';
    const list = html`<ol aria-label=${title}>
      ${rungs.map(rung)}
    </ol>`;
    if (!this.#narrow.matches)
      return html`<section>
        <h2>${title}</h2>
        ${list}
      </section>`;
    return html`<details>
      <summary>${title} <span>· ${rungs.length}</span></summary>
      ${list}
    </details>`;
  }
}

function rung({ heldOutOf, name, patches, text }: Rung): TemplateResult {
  return html`<li>
    <p class="small soft">${name}</p>
    ${patches === undefined ? html`<blockquote>${text}</blockquote>` : patchPicture(name, patches, heldOutOf)}
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'sample-ladder': SampleLadder;
  }
}

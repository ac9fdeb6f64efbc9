import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isFree } from '../../lab/state/state.ts';
import { LabElement } from '../kit/lab-element.ts';
import { OpenPanelEvent } from '../kit/panel/open-panel.ts';
import { saveFile } from '../kit/save-file.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { classStyles } from './class-styles.ts';

/** How a lesson of a page on a disk reaches a class: a line for every copy of the page, because such a page has no link. */
@customElement('lesson-line')
export class LessonLine extends LabElement {
  static override styles = [
    sharedStyles,
    classStyles,
    css`
      .line {
        max-height: 8rem;
        padding: 0.4rem 0.6rem;
        overflow: auto;
        border: 1px solid var(--rule);
        border-radius: 7px;
        font-family: ui-monospace, monospace;
      }
    `,
  ];

  /** The fragment of the lesson's link. */
  @property({ attribute: false }) line!: string;

  /** What came of the last copy; empty before one. */
  @state() private said = '';

  protected override render(): TemplateResult {
    const close = (): boolean => this.dispatchEvent(new OpenPanelEvent(null));
    return html`<section aria-label="Give it to the class">
      <h3>Give it to the class</h3>
      <p>
        This page is a file, so it has no link for others. Every pupil opens a copy of the file, and then
        pastes this line into the page, drops the saved line there, or writes it at the end of the page’s
        address:
      </p>
      <p class="address line" tabindex="0" role="region" aria-label="Line of the lesson">${this.line}</p>
      <div class="row">
        <button @click=${() => void this.#copy()}>Copy line</button>
        <button @click=${() => saveFile('loglog-lesson.txt', `${this.line}\n`)}>Save line</button>
        ${
          isFree(this.lab.state)
            ? html`<a class="button" href=${this.line} @click=${close}>Preview</a>
                <span class="small soft">“Leave the lesson” in the menu ends a preview.</span>`
            : nothing
        }
      </div>
      <p class="small soft" role="status">${this.said}</p>
    </section>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.line);
      this.said = 'Line copied.';
    } catch {
      this.said = 'The browser does not let this page copy. Select the line and copy it yourself.';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lesson-line': LessonLine;
  }
}

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { PoolState } from '../../lab/class/class-state.ts';
import { isFree } from '../../lab/state/state.ts';
import { saveResultsCsv, saveResultsJson } from '../run/save-results.ts';
import { LabElement } from '../kit/lab-element.ts';
import { saveFile } from '../kit/save-file.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';
import { classStyles } from './class-styles.ts';
import { missingWords, poolWords } from './class-words.ts';
import './intake-box.ts';
import './pupil-editor.ts';
import { pupilsTable } from './pupils-table.ts';

/** Takes in what pupils send, and says who has come with what. */
@customElement('class-results')
export class ClassResults extends LabElement {
  static override styles = [
    sharedStyles,
    classStyles,
    tableStyles,
    css`
      intake-box {
        margin-bottom: 1.25rem;
      }
      .total {
        font-size: 1.125rem;
        font-weight: 600;
      }
      /* Seven columns in a panel: cells break their lines. */
      th,
      td {
        padding-right: 0.3rem;
        white-space: normal;
        text-align: left;
      }
      .sentence,
      td:nth-last-child(-n + 2) {
        min-width: 4.5rem;
      }
      .name {
        min-height: 0;
        padding: 0.15rem 0.3rem;
        border-color: transparent;
        background: none;
        text-align: left;
        text-decoration: underline dotted;
        min-width: 3.5rem;
        overflow-wrap: anywhere;
      }
      .refusals {
        display: grid;
        gap: 0.25rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** Id of the pupil whom the teacher changes; null for nobody. */
  @state() private edited: string | null = null;

  protected override render(): TemplateResult {
    return html`<intake-box .lab=${this.lab}></intake-box> ${this.#report()} ${this.#pool()}`;
  }

  /** What came of the last intake. */
  #report(): TemplateResult | typeof nothing {
    const { intake } = this.lab.state;
    if (intake === null) return nothing;
    return html`<section aria-label="Last intake">
      <p role="status">${intake.said}</p>
      ${this.#openOther(intake.other)}
      ${
        // The sentence tells the only one.
        intake.refused.length < 2
          ? nothing
          : html`<ul class="refusals small refused">
              ${intake.refused.map(({ from, reason }) => html`<li>${from}: ${reason}</li>`)}
            </ul>`
      }
    </section>`;
  }

  /** Shows the pool of another lesson in place of the one on the page. */
  #openOther(number: number | null): TemplateResult | typeof nothing {
    if (number === null || number === this.lab.state.number || !isFree(this.lab.state)) return nothing;
    return html`<div class="row">
      <button @click=${() => void this.lab.openSaved(number)}>Show these results</button>
    </div>`;
  }

  #pool(): TemplateResult {
    const { pool, runs } = this.lab.state;
    if (pool === null)
      return html`<section aria-label="The class">
        <p class="soft">
          Nothing has come yet. What comes is kept in this browser, under History, and opens again from there.
        </p>
      </section>`;
    const models = runs
      .filter((run) => run.state === 'finished')
      .reduce((sum, { plan }) => sum + plan.lanes.length, 0);
    const missing = missingWords(pool);
    return html`<section aria-label="The class">
      <p class="total">${poolWords(pool, models)}</p>
      ${missing === '' ? nothing : html`<p>${missing}</p>`}
      ${pupilsTable(pool, (pupil) => (this.edited = pupil))} ${this.#editor(pool)}
      <div class="row">
        <button @click=${() => this.#savePieces(pool.lesson, pool.pieces)}>Save all as one text</button>
        <button @click=${() => saveResultsCsv(this.lab.state)}>Save results as CSV</button>
        <button @click=${() => saveResultsJson(this.lab.state)}>Save everything as JSON</button>
      </div>
      <p class="small soft">
        The text comes in again here, on this or another machine, with everybody’s names.
      </p>
      <p>
        Close this panel to see the law of the class. <kbd>p</kbd> presents it: results that come in are drawn
        at once.
      </p>
    </section>`;
  }

  #editor({ pupils }: PoolState): TemplateResult | typeof nothing {
    const pupil = pupils.find((one) => one.pupil === this.edited);
    return pupil === undefined
      ? nothing
      : html`<pupil-editor
          .lab=${this.lab}
          .pupil=${pupil}
          @close-editor=${() => (this.edited = null)}
        ></pupil-editor>`;
  }

  #savePieces(lesson: string, pieces: readonly string[]): void {
    saveFile(`loglog-class${lesson === '' ? '' : `-${lesson}`}.txt`, `${pieces.join('\n\n')}\n`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'class-results': ClassResults;
  }
}

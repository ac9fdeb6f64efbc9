import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { BenchmarkResult, Summary } from '../../benchmark/result.ts';
import { summarise } from '../../benchmark/stats/summarise.ts';
import { STANDARD } from '../../benchmark/standard/standard.ts';
import { visibleName } from '../../lab/runs/visible-name.ts';
import { numbersTable } from '../kit/numbers-table.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';
import './benchmark-exports.ts';
import { besideScore, ceilingTable, entryTable, leftOutWords } from './card-figures.ts';
import { desk, FollowDesk } from './desk.ts';
import { forgetResult, keepResult } from './kept-result.ts';
import { dayOf, machineLine } from './machine-line.ts';
import './roofline-chart.ts';
import type { RooflineChart } from './roofline-chart.ts';
import { REFERENCE_WORDS, scoreInterval, scoreWords } from './score-words.ts';

/** The most characters of a label. */
const LABEL = 40;

/** The last result of this browser: its score or why it has none, what ran, the roofline, and every figure. */
@customElement('benchmark-card')
export class BenchmarkCard extends LitElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      .card {
        display: grid;
        gap: 1.25rem;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 1rem 2rem;
      }
      .head > * {
        min-width: 0;
      }
      .score {
        font-size: clamp(2.75rem, 2rem + 4vw, 4.5rem);
        font-weight: 650;
        line-height: 1.05;
        letter-spacing: -0.03em;
      }
      .none {
        font-size: 1.5rem;
        font-weight: 650;
      }
      ul {
        margin: 0.4rem 0 0;
        padding-left: 1.25rem;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.2rem 0.9rem;
        margin: 0;
        font-size: 0.9375rem;
      }
      dt {
        color: var(--ink-soft);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      dd input {
        width: min(100%, 18rem);
        min-height: 2rem;
      }
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem 2rem;
      }
      @media (min-width: 1000px) {
        .parts {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
      }
      h2 {
        margin-bottom: 0.25rem;
      }
      .beside {
        display: grid;
        gap: 0.3rem;
        margin-top: 0.75rem;
      }
      .limits th {
        white-space: normal;
      }
      .forget {
        justify-self: start;
        min-height: 2.25rem;
      }
      @media print {
        benchmark-exports,
        .forget {
          display: none;
        }
        .card {
          border: 0;
          padding: 0;
        }
      }
    `,
  ];

  /** Whether the button to delete was pressed once. */
  @state() private deleting = false;

  @query('roofline-chart') private readonly roofline!: RooflineChart | null;

  constructor() {
    super();
    new FollowDesk(this);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { glance, keeping } = desk.state;
    const own = glance ?? desk.state.own;
    if (own === null) return nothing;
    const summary = summarise(own);
    return html`<section class="card" aria-label="Result of this machine">
      <div class="head">
        <div role="status">${this.#verdict(summary)}</div>
        ${this.#machine(own)}
      </div>
      <div class="parts">
        <div>
          ${own.quick ? nothing : html`<roofline-chart .result=${own} .summary=${summary}></roofline-chart>`}
          <div class="limits">${numbersTable(ceilingTable(summary.ceilings), 'Limits of the adapter')}</div>
        </div>
        <div>
          <h2>Every model</h2>
          ${numbersTable(entryTable(summary), 'Figures of every model')}
          <div class="beside small soft">
            <p>“64/2” is a model of width 64 with 2 layers; “64/2 × 8” trains eight of them side by side.</p>
            <p>
              MFU is the share of the multiply-adds that this adapter reached in registers in the same minute,
              not of what its vendor promises.
            </p>
            ${besideScore(summary).map((words) => html`<p>${words}</p>`)}
            ${leftOutWords(own).map((words) => html`<p>${words}</p>`)}
          </div>
        </div>
      </div>
      <benchmark-exports
        .result=${own}
        .summary=${summary}
        .scene=${() => this.roofline?.scene ?? null}
      ></benchmark-exports>
      ${keeping === '' ? nothing : html`<p class="small refused">${keeping}</p>`}
      ${
        glance === null
          ? html`<button
              class="small forget"
              @click=${() => this.#forget()}
              @blur=${() => (this.deleting = false)}
            >
              ${this.deleting ? 'Delete it for good?' : 'Delete this result'}
            </button>`
          : html`<button class="small forget" @click=${() => desk.change({ glance: null })}>
              Back to the whole result
            </button>`
      }
    </section>`;
  }

  #verdict({ quick, score, voided }: Summary): TemplateResult {
    if (score !== null)
      return html`<p class="score">${scoreWords(score.value)}</p>
        <p>${scoreInterval(score)}</p>
        <p class="small soft">${REFERENCE_WORDS}</p>`;
    const words = quick ? 'A quick look: no score' : 'No score';
    return html`<p class="none">${words}</p>
      ${
        quick && voided.length === 0
          ? html`<p class="soft">It measured one model, so it is not compared.</p>`
          : html`<ul>
              ${voided.map((reason) => html`<li>${reason}</li>`)}
            </ul>`
      }`;
  }

  #machine({ edition, machine, made, standard }: BenchmarkResult): TemplateResult {
    return html`<dl>
      <dt><label for="label">Label</label></dt>
      <dd>
        <input
          id="label"
          maxlength=${LABEL}
          autocomplete="off"
          placeholder="your own name for it"
          .value=${machine.label}
          @input=${(event: Event) => this.#name(event, (label) => label)}
          @change=${(event: Event) => this.#name(event, (label) => label.trim())}
        />
      </dd>
      <dt>Machine</dt>
      <dd>${machineLine(machine)}</dd>
      <dt>Date</dt>
      <dd>${dayOf(made)}</dd>
      <dt>Standard</dt>
      <dd>${STANDARD.version} (${standard}), kernels ${edition.slice(0, 8)}</dd>
    </dl>`;
  }

  /** @param trimmed what is kept of the visible characters; a space at the end may still become one between words */
  #name({ target }: Event, trimmed: (label: string) => string): void {
    const { glance, own } = desk.state;
    if (!(target instanceof HTMLInputElement)) return;
    const label = trimmed(visibleName(target.value));
    const named = (result: BenchmarkResult): BenchmarkResult => ({
      ...result,
      machine: { ...result.machine, label },
    });
    if (glance !== null) desk.change({ glance: named(glance) });
    else if (own !== null) desk.change({ own: named(own), keeping: keepResult(named(own)) });
  }

  /** Asks once, by its own words. */
  #forget(): void {
    if (!this.deleting) {
      this.deleting = true;
      return;
    }
    this.deleting = false;
    forgetResult();
    desk.change({ own: null, keeping: '' });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'benchmark-card': BenchmarkCard;
  }
}

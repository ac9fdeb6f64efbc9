import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { KeepFocus } from '../kit/keep-focus.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import './benchmark-card.ts';
import './benchmark-compare.ts';
import './benchmark-progress.ts';
import './benchmark-start.ts';
import { desk, FollowDesk } from './desk.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { keptResult } from './kept-result.ts';
import { takeLink } from './take-results.ts';

/** The benchmark in the place of the experiment: how to begin, what it measures as it runs, its result, and those of others. */
@customElement('benchmark-page')
export class BenchmarkPage extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      :host {
        max-width: 80rem;
        margin-inline: auto;
        padding: 1rem var(--edge) 4rem;
      }
      .top {
        justify-content: space-between;
        gap: 0.5rem 1rem;
      }
      h1 {
        margin: 0;
        font-size: 1.5rem;
        line-height: 1.25;
        letter-spacing: -0.01em;
      }
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.5rem;
        margin-top: 0.75rem;
      }
      .failure {
        padding: 0.6rem 0.9rem;
        border-left: 3px solid var(--bad);
        background: var(--bad-wash);
      }
      @media print {
        :host {
          padding: 0;
        }
        .back,
        benchmark-start,
        benchmark-compare {
          display: none;
        }
      }
    `,
  ];

  @query('benchmark-start, benchmark-progress') private readonly controls!: HTMLElement;

  /** The link whose result was taken last. */
  #taken = '';

  constructor() {
    super();
    new FollowDesk(this);
    new KeepFocus(this, () => this.controls);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const kept = desk.state.own === null ? keptResult() : null;
    if (kept === null) return;
    if (isRefusal(kept)) desk.change({ keeping: `The last result could not be read: ${kept.refused}` });
    else desk.change({ own: kept });
  }

  protected override willUpdate(): void {
    const link = this.lab.state.benchmark?.link ?? '';
    if (link === this.#taken) return;
    this.#taken = link;
    void takeLink(link);
  }

  protected override render(): TemplateResult {
    const { lab } = this;
    const { failure, glance, own, running } = desk.state;
    return html`<div class="row top">
        <h1>Benchmark</h1>
        <button class="back" @click=${() => lab.benchmark.leave()}>Back to the experiment</button>
      </div>
      <div class="parts">
        ${
          running === null
            ? html`<benchmark-start .lab=${lab}></benchmark-start>`
            : html`<benchmark-progress></benchmark-progress>`
        }
        ${failure === '' || running !== null ? nothing : html`<p class="failure" role="alert">${failure}</p>`}
        ${(own === null && glance === null) || running !== null ? nothing : html`<benchmark-card></benchmark-card>`}
        <benchmark-compare></benchmark-compare>
      </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'benchmark-page': BenchmarkPage;
  }
}

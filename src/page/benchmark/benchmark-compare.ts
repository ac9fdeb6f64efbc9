import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Comparable } from '../../benchmark/stats/compare-summaries.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import './compare-chart.ts';
import { barsOf, comparables, SCORE, type Compared } from './compared.ts';
import { allCompared } from './all-compared.ts';
import { differenceWords } from './difference-words.ts';
import { desk, FollowDesk } from './desk.ts';
import { machineName } from './machine-line.ts';
import { takeFiles, takeText } from './take-results.ts';

/** Results of others beside one's own: the ways in, bars, and what each difference means. */
@customElement('benchmark-compare')
export class BenchmarkCompare extends LitElement {
  static override styles = [
    sharedStyles,
    css`
      section {
        display: grid;
        gap: 0.9rem;
      }
      .over {
        outline: 3px dashed var(--accent);
        outline-offset: 4px;
      }
      .in {
        display: grid;
        gap: 0.5rem;
      }
      label {
        font-weight: 550;
      }
      textarea {
        width: 100%;
        padding: 0.4rem 0.6rem;
        background: var(--card);
        border: 1px solid var(--field);
        border-radius: 7px;
        /* Letters of one width: others make a browser measure a long code again and again. */
        font:
          0.875rem/1.4 ui-monospace,
          monospace;
        color: inherit;
        resize: vertical;
      }
      .row {
        gap: 0.4rem 0.6rem;
      }
      .row button {
        min-height: 2.25rem;
        padding: 0.2rem 0.8rem;
      }
      ul {
        display: grid;
        align-content: start;
        gap: 0.75rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: start;
        gap: 0.2rem 1rem;
        padding-top: 0.75rem;
        border-top: 1px solid var(--rule);
        overflow-wrap: anywhere;
      }
      li p {
        grid-column: 1;
      }
      li button {
        grid-column: 2;
        grid-row: 1 / span 3;
        min-height: 2rem;
        padding: 0.1rem 0.7rem;
      }
      .name {
        font-weight: 600;
      }
      select {
        max-width: 100%;
      }
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem 2rem;
      }
      @media (min-width: 1000px) {
        .parts {
          grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
        }
      }
    `,
  ];

  /** What the bars compare; the first that is possible if it is not. */
  @state() private of = SCORE;
  /** Whether files are being dragged over the page. */
  @state() private over = false;

  @query('textarea') private readonly box!: HTMLTextAreaElement;
  @query('input[type="file"]') private readonly files!: HTMLInputElement;

  #ends = new AbortController();

  constructor() {
    super();
    new FollowDesk(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ends = new AbortController();
    // Before the page sees them: it would take them for an experiment.
    const options = { capture: true, signal: this.#ends.signal };
    window.addEventListener(
      'dragover',
      (event) => (this.over = event.dataTransfer?.types.includes('Files') === true),
      options,
    );
    window.addEventListener('dragleave', () => (this.over = false), options);
    window.addEventListener('drop', (event) => this.#drop(event), options);
    window.addEventListener('paste', (event) => this.#paste(event), options);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#ends.abort();
  }

  protected override render(): TemplateResult {
    const all = allCompared(desk.state);
    const own = all.find(({ kind, result }) => kind === 'own' && !result.quick)?.result ?? null;
    return html`<section class="card ${this.over ? 'over' : ''}" aria-label="Compare machines">
      <h2>Compare</h2>
      ${this.#intake()}
      <div class="parts">
        <div>${this.#bars(all)}</div>
        <ul>
          ${all.filter(({ kind }) => kind !== 'own').map((one) => this.#row(one, own))}
        </ul>
      </div>
    </section>`;
  }

  #intake(): TemplateResult {
    return html`<div class="in">
      <label for="pasted">Paste links or results of others, as many as you like</label>
      <textarea id="pasted" rows="2" spellcheck="false" autocomplete="off"></textarea>
      <div class="row">
        <button @click=${() => void this.#takeBox()}>Compare</button>
        <button @click=${() => this.files.click()}>Open files …</button>
        <input
          type="file"
          multiple
          hidden
          aria-label="results of others"
          accept=".json,.txt"
          @change=${() => void this.#takeChosen()}
        />
        <span class="small soft">Or drop files here.</span>
      </div>
      <div role="status">
        ${desk.state.refused.map((sentence) => html`<p class="small refused">${sentence}</p>`)}
      </div>
    </div>`;
  }

  #bars(all: readonly Compared[]): TemplateResult {
    const possible = comparables(all);
    if (possible.length === 0) return html`<p class="soft">Nothing here can be compared yet.</p>`;
    const of = possible.includes(this.of) ? this.of : (possible[0] ?? SCORE);
    return html`<div class="row">
        <label for="of">By</label>
        <select id="of" @change=${({ target }: Event) => this.#choose(target)}>
          ${possible.map(
            (name) =>
              html`<option value=${name} ?selected=${name === of}>
                ${name === SCORE ? 'score' : `tokens/s at ${name}`}
              </option>`,
          )}
        </select>
      </div>
      <compare-chart .bars=${barsOf(all, of)}></compare-chart>`;
  }

  #row({ kind, machine, origin, result }: Compared, own: Comparable | null): TemplateResult {
    const name = machineName(machine);
    return html`<li>
      <p class="name">${name}${kind === 'recorded' ? ' (recorded)' : ''}</p>
      <p class="small soft">${origin}</p>
      <p class="small">${differenceWords(result, own)}</p>
      ${
        kind === 'recorded'
          ? nothing
          : html`<button class="small" aria-label="Remove ${name}" @click=${() => this.#remove(result)}>
              Remove
            </button>`
      }
    </li>`;
  }

  #choose(target: EventTarget | null): void {
    if (target instanceof HTMLSelectElement) this.of = target.value;
  }

  #remove(result: Comparable): void {
    desk.change({ others: desk.state.others.filter((other) => other !== result) });
  }

  /** What was refused stays in the box, so that nothing is lost. */
  async #takeBox(): Promise<void> {
    const text = this.box.value;
    if (text.trim() === '') {
      desk.change({ refused: ['Paste a link or a result first.'] });
      return this.box.focus();
    }
    if (await takeText(text)) this.box.value = '';
  }

  async #takeChosen(): Promise<void> {
    const chosen = [...(this.files.files ?? [])];
    this.files.value = '';
    await takeFiles(chosen);
  }

  #drop(event: DragEvent): void {
    this.over = false;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void takeFiles(files);
  }

  /** Text that is pasted outside a field. */
  #paste(event: ClipboardEvent): void {
    const isField = event
      .composedPath()
      .some((place) => place instanceof HTMLTextAreaElement || place instanceof HTMLInputElement);
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (isField || text.trim() === '') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void takeText(text);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'benchmark-compare': BenchmarkCompare;
  }
}

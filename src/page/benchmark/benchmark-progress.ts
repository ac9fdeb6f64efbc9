import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { figure, short } from '../../charts/quantity.ts';
import { entryOf, tokensPerStep } from '../../benchmark/standard/entries.ts';
import type { EntryTimes } from '../../benchmark/result.ts';
import { median } from '../../benchmark/stats/median.ts';
import { numbersTable } from '../kit/numbers-table.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { tableStyles } from '../kit/table-styles.ts';
import { desk, FollowDesk, type Running } from './desk.ts';

/** What a running benchmark does now, how far it is, and its figures as they come. */
@customElement('benchmark-progress')
export class BenchmarkProgress extends LitElement {
  static override styles = [
    sharedStyles,
    tableStyles,
    css`
      section {
        display: grid;
        gap: 0.75rem;
      }
      .now {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1.5rem;
      }
      .entry {
        font-size: 1.25rem;
        font-weight: 600;
      }
      progress {
        width: 100%;
        height: 0.75rem;
        accent-color: var(--accent);
      }
    `,
  ];

  @query('button') private readonly button!: HTMLButtonElement;

  constructor() {
    super();
    new FollowDesk(this);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { running } = desk.state;
    if (running === null) return nothing;
    const { hidden, quick, share, stop, times } = running;
    return html`<section class="card" aria-label="The benchmark runs">
      <div class="now">
        <div>
          <p class="entry" role="status">${nowWords(running)}</p>
          <p class="small soft">
            ${leftWords(running)} ${quick ? 'A quick look gets no score.' : 'Keep this page visible.'}
          </p>
        </div>
        <button @click=${stop}>Stop</button>
      </div>
      ${
        hidden && !quick
          ? html`<p class="refused" role="status">
              The page was hidden while it measured, so this run gets no score. Stop it, and run it again.
            </p>`
          : nothing
      }
      <progress max="1" value=${share} aria-label="Progress of the benchmark"></progress>
      ${times.length === 0 ? nothing : timesTable(times)}
    </section>`;
  }

  /** Focuses the button that stops it. */
  override focus(): void {
    void this.updateComplete.then(() => this.button.focus());
  }
}

function nowWords({ entry }: Running): string {
  const kernels = /^kernels of (.+)/.exec(entry)?.[1];
  if (kernels !== undefined) return `Choosing kernels for ${kernels}`;
  return WORDS[entry] ?? `Timing ${entry}`;
}

/** What is done that is no entry of the standard. */
const WORDS: Readonly<Record<string, string>> = {
  '': 'Preparing …',
  'first loss': 'Compiling, and waiting for the first loss',
  ceilings: 'Measuring the limits of this adapter',
};

function leftWords({ secondsLeft, share }: Running): string {
  const done = `${Math.floor(100 * share)} % done`;
  return secondsLeft === null ? `${done}.` : `${done}, about ${Math.max(1, Math.round(secondsLeft))} s left.`;
}

function timesTable(times: readonly EntryTimes[]): TemplateResult {
  return numbersTable(
    {
      columns: [
        { head: 'Width/layers' },
        { head: 'Step', unit: 'ms' },
        { head: 'Speed', unit: 'tokens/s' },
        { head: 'Passes' },
      ],
      rows: times.map(({ name, passes }) => {
        const middle = median(passes.flat());
        return [
          name,
          figure(middle),
          short((1000 * tokensPerStep(entryOf(name))) / middle),
          `${passes.filter((pass) => pass.length > 0).length} of 2`,
        ];
      }),
    },
    'Figures so far',
  );
}

declare global {
  interface HTMLElementTagNameMap {
    'benchmark-progress': BenchmarkProgress;
  }
}

import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { LabElement } from '../kit/lab-element.ts';
import { OpenPanelEvent } from '../kit/panel/open-panel.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { batteryWords } from './battery-words.ts';
import { desk, FollowDesk } from './desk.ts';
import { obstacleOf, type Obstacle } from './obstacle.ts';
import { runBenchmark } from './run-benchmark.ts';

/** What the benchmark measures, what it needs, how long it takes, and its two buttons. */
@customElement('benchmark-start')
export class BenchmarkStart extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .start {
        display: grid;
        gap: 0.75rem;
      }
      p {
        max-width: 75ch;
      }
      .row {
        gap: 0.6rem;
      }
      .run {
        min-height: 3.25rem;
        padding-inline: 1.75rem;
        font-size: 1.125rem;
      }
      .obstacle {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
        padding: 0.6rem 0.9rem;
        border-left: 3px solid var(--accent);
        background: var(--accent-wash);
      }
      .obstacle p {
        flex: 1 1 24rem;
      }
    `,
  ];

  /** What the browser says of the battery. */
  @state() private battery = '';

  @query('.run') private readonly run!: HTMLButtonElement;

  constructor() {
    super();
    new FollowDesk(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void batteryWords(navigator).then((words) => (this.battery = words));
  }

  protected override render(): TemplateResult {
    const { adapter } = this.lab.state;
    const software = adapter.kind === 'adapter' && adapter.software;
    const obstacle = obstacleOf(this.lab);
    const again = desk.state.own === null ? '' : ' again';
    return html`<section class="start" aria-label="Run the benchmark">
      <p>
        How fast does this browser train on this GPU? The benchmark trains the same tiny transformers on every
        machine, checks that their losses are right, and gives one score with its 95 % interval.
      </p>
      <p class="soft">${software ? SOFTWARE : HARDWARE} Nothing is sent anywhere.</p>
      ${this.battery === '' ? nothing : html`<p class="soft">${this.battery}</p>`}
      ${obstacle === null ? nothing : this.#obstacle(obstacle)}
      <div class="row">
        <button class="primary run" ?disabled=${obstacle !== null} @click=${() => this.#run(false)}>
          Run the benchmark${again}
        </button>
        <button ?disabled=${obstacle !== null} @click=${() => this.#run(true)}>
          Quick look (${software ? 'half a minute' : '10 s'})
        </button>
      </div>
    </section>`;
  }

  /** Focuses the button that runs the benchmark. */
  override focus(): void {
    void this.updateComplete.then(() => this.run.focus());
  }

  #obstacle({ help, words }: Obstacle): TemplateResult {
    const act = (): void => {
      if (help?.act === 'advice') this.dispatchEvent(new OpenPanelEvent('adapter'));
      else help?.act();
    };
    return html`<div class="obstacle">
      <p role="status">${words}</p>
      ${help === null ? nothing : html`<button @click=${act}>${help.words}</button>`}
    </div>`;
  }

  #run(quick: boolean): void {
    void runBenchmark(this.lab, quick);
  }
}

const HARDWARE =
  'It takes about a minute. Keep this page visible, and close what else uses the GPU: other tabs, videos, games.';
const SOFTWARE =
  'There is no GPU here, only a software adapter on the CPU. The four smallest models are measured in one or two minutes, and get no score. Keep this page visible.';

declare global {
  interface HTMLElementTagNameMap {
    'benchmark-start': BenchmarkStart;
  }
}

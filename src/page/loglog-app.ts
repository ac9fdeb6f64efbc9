import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { isHidden } from '../lab/state/is-hidden.ts';
import { lacksPart } from '../lab/state/undivided-work.ts';
import './bar/app-bar.ts';
import { BeyondFirstScreen } from './beyond-first-screen.ts';
import { LabElement } from './kit/lab-element.ts';
import { isPanelHidden } from './kit/panel/hidden-panel.ts';
import type { OpenPanelEvent, PanelName } from './kit/panel/open-panel.ts';
import { sharedStyles } from './kit/shared-styles.ts';
import { type Load, whenNeeded } from './kit/when-needed.ts';
import type { PagePanels } from './page-panels.ts';
import './page-panels.ts';
import { WhilePrinting } from './report/while-printing.ts';
import './run/state-announcer.ts';
import { Presenting } from './stage/presenting.ts';
import './stage/sweep-stage.ts';
import { storyOf } from './story/story-of.ts';
import './story/story-step.ts';
import './story/story-steps.ts';

/** The code of a lesson. */
const LESSON: Load = () =>
  Promise.all([import('./lesson/lesson-banner.ts'), import('./lesson/lesson-questions.ts')]);

/** The code of the benchmark's page, which stands in the place of stage, story and details. */
const BENCHMARK: Load = () => import('./benchmark/benchmark-page.ts');

/** Code that the first screen does not need: what stands below it, the second printed page, and the panel of files. */
const BEYOND: Load = () =>
  Promise.all([
    import('./stage/sample-ladder.ts'),
    import('./details/details-tabs.ts'),
    import('./glossary/glossary-term.ts'),
    import('./report/print-report.ts'),
    import('./history/import-panel.ts'),
  ]);

/**
 * The page: a bar, the stage, its story, the details, and the panels that open over them. The benchmark takes the place of
 * what is between bar and panels. The headline is slotted.
 */
@customElement('loglog-app')
export class LoglogApp extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      story-steps,
      details-tabs {
        padding: 1.25rem var(--edge);
      }
      details-tabs {
        padding-bottom: 4rem;
      }
      /* Without their code yet. Runs have room, so that the page can be scrolled already. */
      details-tabs:not(:defined) {
        display: block;
      }
      details-tabs.runs:not(:defined) {
        min-height: 20rem;
      }
      .load:not(:focus) {
        position: absolute;
        width: 1px;
        height: 1px;
        min-height: 0;
        padding: 0;
        overflow: hidden;
        clip-path: inset(50%);
      }
      print-report {
        display: none;
      }
      @media print {
        print-report {
          display: block;
        }
        details-tabs,
        page-panels {
          display: none;
        }
        story-steps {
          padding: 1.5rem 0 0;
        }
      }
      /* The controls of the stage stay over the end of the page. */
      @media (max-width: 999px) {
        details-tabs {
          padding-bottom: 7rem;
        }
      }
      @media (max-width: 640px) {
        story-steps {
          padding-block: 0;
        }
        details-tabs {
          padding-top: 0;
        }
      }
    `,
  ];

  /** The panel that is open. */
  @state() private panel: PanelName | null = null;

  @query('page-panels') private readonly panels!: PagePanels;

  readonly #printing = new WhilePrinting(this);
  readonly #beyond = new BeyondFirstScreen(this, 'details-tabs');
  readonly #present = new Presenting(this);

  /** Number of steps of the story. */
  get steps(): number {
    return storyOf(this.lab.state).length;
  }

  /** Whether keys belong to a panel or to the benchmark. */
  get covered(): boolean {
    return this.panel !== null || this.#benchmarks;
  }

  get #benchmarks(): boolean {
    return this.lab.state.benchmark !== null;
  }

  /** What the state said of files when the panels last followed it. */
  #said: unknown = null;
  #choosing = false;

  protected override willUpdate(): void {
    const { columnForm, notice } = this.lab.state;
    const choosing = columnForm?.open === true;
    if (choosing && !this.#choosing) this.panel = 'files';
    else if (this.panel === 'files' && !choosing && (this.#choosing || notice !== this.#said))
      this.panel = null;
    this.#choosing = choosing;
    this.#said = notice;
  }

  protected override render(): TemplateResult {
    const { lab } = this;
    const presents = this.#present.on && !this.#benchmarks;
    return html`<div
      @open-panel=${(event: OpenPanelEvent) => this.#open(event.detail)}
      @present=${() => this.#togglePresent()}
      @print-page=${() => void this.#print()}
      @refused-start=${() => void this.#showRefusal()}
    >
      ${presents ? nothing : html`<app-bar .lab=${lab}></app-bar>`}
      <main>
        ${this.#benchmarks ? whenNeeded(BENCHMARK, html`<benchmark-page .lab=${lab}></benchmark-page>`) : this.#experiment()}
        ${this.#beyond.reached ? whenNeeded(BEYOND, nothing) : nothing}
      </main>
      ${this.#printing.on && !this.#benchmarks ? this.#report() : nothing}
      <page-panels .lab=${lab} .open=${this.panel}></page-panels>
      <state-announcer .lab=${lab}></state-announcer>
    </div>`;
  }

  #experiment(): TemplateResult {
    const { lab } = this;
    const present = this.#present;
    const step = present.on && present.step !== null ? storyOf(lab.state)[present.step] : undefined;
    return html`${lab.state.lesson === null ? nothing : this.#lesson()}
      <sweep-stage .lab=${lab} ?present=${present.on} .step=${present.step}>
        <slot name="headline" slot="headline"></slot>
        ${step === undefined ? nothing : html`<story-step slot="step" .step=${step}></story-step>`}
      </sweep-stage>
      ${present.on ? nothing : html`<story-steps .lab=${lab}></story-steps>${this.#questions()} ${this.#details()}`}`;
  }

  /** The stage is what is presented. */
  #togglePresent(): void {
    this.lab.benchmark.leave();
    this.#present.toggle();
  }

  #lesson(): TemplateResult {
    const banner = html`<lesson-banner .lab=${this.lab} ?present=${this.#present.on}></lesson-banner>`;
    return whenNeeded(LESSON, banner);
  }

  #questions(): TemplateResult | typeof nothing {
    const { lab } = this;
    return lab.state.lesson === null ? nothing : html`<lesson-questions .lab=${lab}></lesson-questions>`;
  }

  /** Until their code is there, screen readers find a button that loads it. */
  #details(): TemplateResult {
    const { lab } = this;
    const ladder = html`<sample-ladder .lab=${lab}></sample-ladder>`;
    return html`${isHidden(lab.state, 'samples') ? nothing : ladder}
      <details-tabs class=${lab.state.runs.length > 0 ? 'runs' : ''} .lab=${lab}
        ><button class="load" @click=${() => this.#beyond.reach()}>Load the details of the runs</button>
      </details-tabs>`;
  }

  /** Printing does not wait for code. A report without it says on paper what to do. */
  #report(): TemplateResult {
    return html`<print-report .lab=${this.lab}
      >The runs and their settings were not loaded yet. Print again to have them.</print-report
    >`;
  }

  /** Prints without the report if its code cannot be loaded. */
  async #print(): Promise<void> {
    this.#beyond.reach();
    await BEYOND().catch(() => {});
    window.print();
  }

  /** A panel that the lesson hides stays closed. */
  #open(panel: PanelName | null): void {
    if (panel === null || !isPanelHidden(this.lab.state, panel)) this.panel = panel;
  }

  async #showRefusal(): Promise<void> {
    if (lacksPart(this.lab.state))
      return this.renderRoot.querySelector<HTMLElement>('lesson-banner')?.focus();
    this.#open('settings');
    if (this.panel !== 'settings') return;
    await this.updateComplete;
    await this.panels.showRefusal();
  }
}

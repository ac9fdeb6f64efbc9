import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import './bar/app-bar.ts';
import './details/details-tabs.ts';
import { LabElement } from './kit/lab-element.ts';
import type { OpenPanelEvent, PanelName } from './kit/panel/open-panel.ts';
import { sharedStyles } from './kit/shared-styles.ts';
import type { PagePanels } from './page-panels.ts';
import './page-panels.ts';
import './report/print-report.ts';
import { WhilePrinting } from './report/while-printing.ts';
import './run/state-announcer.ts';
import { Presenting } from './stage/presenting.ts';
import './stage/sample-ladder.ts';
import './stage/sweep-stage.ts';
import { storyOf } from './story/story-of.ts';
import './story/story-step.ts';
import './story/story-steps.ts';

/** The page: a bar, the stage, its story, the details, and the panels that open over them. The headline is slotted. */
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
  readonly #present = new Presenting(this);

  /** Number of steps of the story. */
  get steps(): number {
    return storyOf(this.lab.state).length;
  }

  /** Whether keys belong to a panel. */
  get covered(): boolean {
    return this.panel !== null;
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
    const present = this.#present;
    const step = present.on && present.step !== null ? storyOf(lab.state)[present.step] : undefined;
    return html`<div
      @open-panel=${(event: OpenPanelEvent) => (this.panel = event.detail)}
      @present=${() => present.toggle()}
      @refused-start=${() => void this.#showRefusal()}
    >
      ${present.on ? nothing : html`<app-bar .lab=${lab}></app-bar>`}
      <main>
        <sweep-stage .lab=${lab} ?present=${present.on} .step=${present.step}>
          <slot name="headline" slot="headline"></slot>
          ${step === undefined ? nothing : html`<story-step slot="step" .step=${step}></story-step>`}
        </sweep-stage>
        ${
          present.on
            ? nothing
            : html`<story-steps .lab=${lab}></story-steps> <sample-ladder .lab=${lab}></sample-ladder>
                <details-tabs .lab=${lab}></details-tabs>`
        }
      </main>
      ${this.#printing.on ? html`<print-report .lab=${lab}></print-report>` : nothing}
      <page-panels .lab=${lab} .open=${this.panel}></page-panels>
      <state-announcer .lab=${lab}></state-announcer>
    </div>`;
  }

  async #showRefusal(): Promise<void> {
    this.panel = 'settings';
    await this.updateComplete;
    await this.panels.showRefusal();
  }
}

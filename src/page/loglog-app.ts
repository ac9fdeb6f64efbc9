import { css, html, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import './bar/app-bar.ts';
import './details/details-tabs.ts';
import { LabElement } from './kit/lab-element.ts';
import type { OpenPanelEvent, PanelName } from './kit/panel/open-panel.ts';
import { sharedStyles } from './kit/shared-styles.ts';
import type { PagePanels } from './page-panels.ts';
import './page-panels.ts';
import './run/state-announcer.ts';
import './stage/sample-ladder.ts';
import './stage/sweep-stage.ts';
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
      @media (max-width: 640px) {
        story-steps {
          padding-block: 0;
        }
        details-tabs {
          padding-block: 0 7rem;
        }
      }
    `,
  ];

  /** The panel that is open. */
  @state() private panel: PanelName | null = null;

  @query('page-panels') private readonly panels!: PagePanels;

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
    return html`<div
      @open-panel=${(event: OpenPanelEvent) => (this.panel = event.detail)}
      @refused-start=${() => void this.#showRefusal()}
    >
      <app-bar .lab=${lab}></app-bar>
      <main>
        <sweep-stage .lab=${lab}><slot name="headline" slot="headline"></slot></sweep-stage>
        <story-steps .lab=${lab}></story-steps>
        <sample-ladder .lab=${lab}></sample-ladder>
        <details-tabs .lab=${lab}></details-tabs>
      </main>
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

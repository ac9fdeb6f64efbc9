import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { shownStage, shownViews } from '../../lab/state/shown-views.ts';
import { CHARTS } from './charts.ts';
import { LabElement } from '../kit/lab-element.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** The charts of the experiment that the page shows. */
@customElement('experiment-charts')
export class ExperimentCharts extends LabElement {
  static override styles = [
    sharedStyles,
    css`
      .stage {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space);
        margin-bottom: var(--space);
      }
      .stage > :first-child {
        flex: 2 1 34rem;
      }
      .stage > * {
        flex: 1 1 22rem;
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
        gap: var(--space);
      }
      .card {
        min-width: 0;
      }
    `,
  ];

  protected override render(): TemplateResult {
    const { lab } = this;
    const { hero, beside } = shownStage(lab.state);
    return html`<div class="stage">
        ${[hero, beside].map((name) => (name === null ? nothing : html`<div class="card">${CHARTS[name](lab)}</div>`))}
      </div>
      <div class="columns">
        ${shownViews(lab.state).map((name) => html`<div class="card">${CHARTS[name](lab)}</div>`)}
      </div>`;
  }
}

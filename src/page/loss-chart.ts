import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { LossView } from '../lab/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { chartStyles } from './chart-styles.ts';
import { choice } from './choice.ts';
import { choiceStyles } from './choice-styles.ts';
import { chartSize } from './charts/chart-size.ts';
import { lossCurves } from './charts/loss-curves.ts';
import { ElementWidth } from './element-width.ts';
import { FollowLab } from './follow-lab.ts';
import { lossSeries } from './loss-series.ts';
import { loss } from './quantity.ts';
import { sharedStyles } from './shared-styles.ts';

const OVER: Record<LossView['over'], string> = { steps: 'steps', tokens: 'tokens', flops: 'FLOP' };
const AXES: Record<LossView['axes'], string> = { log: 'log', linear: 'linear' };

/** Training loss of every width, as it falls. */
@customElement('loss-chart')
export class LossChart extends LitElement {
  static override styles = [sharedStyles, choiceStyles, chartStyles];

  @property({ attribute: false }) lab!: Lab;

  readonly #width = new ElementWidth(this);

  constructor() {
    super();
    new FollowLab(this);
  }

  protected override render(): TemplateResult {
    const { lossView } = this.lab.state;
    const { over, axes } = lossView;
    return html`
      <div class="head">
        <h2>Training loss</h2>
        <div class="choices">
          ${choice({
            label: 'over',
            name: 'over',
            values: OVER,
            chosen: over,
            choose: (value) => this.lab.look({ ...lossView, over: value }),
          })}
          ${choice({
            label: 'axes',
            name: 'axes',
            values: AXES,
            chosen: axes,
            choose: (value) => this.lab.look({ ...lossView, axes: value }),
          })}
        </div>
      </div>
      ${this.#chart(lossView)}
      <p class="legend">Line: mean of the steps within 10 %. Shade: from the lowest to the highest loss.</p>
    `;
  }

  #chart(view: LossView): TemplateResult | typeof nothing {
    const { runs } = this.lab.state;
    const width = this.#width.value;
    if (width === 0 || runs.length === 0) return nothing;
    const summary = this.#summary();
    return html`<div class="plot" role="img" aria-label=${summary}>
      ${guard([view, width, ...runs.map((run) => run.plan), ...runs.map((run) => run.curve)], () =>
        lossCurves(lossSeries(runs, view), chartSize(width)),
      )}
    </div>`;
  }

  #summary(): string {
    const parts = this.lab.state.runs.flatMap(({ curve, label, step }) => {
      const last = curve.losses[(curve.steps - 1) * curve.lanes];
      return last === undefined || curve.steps === 0 ? [] : [`${label} at ${loss(last)} after ${step} steps`];
    });
    return `Training loss in nats per character: ${parts.join('; ') || 'nothing trained yet'}.`;
  }
}

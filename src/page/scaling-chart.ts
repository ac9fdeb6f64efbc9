import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { shownLaw } from '../lab/experiment.ts';
import { presetOf } from '../lab/experiments/presets.ts';
import { pointsOf, type LawOf } from '../lab/fit-runs.ts';
import type { Lab } from '../lab/lab.ts';
import { isRefusal } from '../laws/refusal.ts';
import { chartStyles } from './chart-styles.ts';
import { chartSize } from './charts/chart-size.ts';
import { scalingPlot } from './charts/scaling-plot.ts';
import { ElementWidth } from './element-width.ts';
import { FollowLab } from './follow-lab.ts';
import { loss } from './quantity.ts';
import { scalingData } from './scaling-data.ts';
import { sharedStyles } from './shared-styles.ts';

/** Final loss against parameters: dots, their law, and what it foretold. */
@customElement('scaling-chart')
export class ScalingChart extends LitElement {
  static override styles = [sharedStyles, chartStyles];

  @property({ attribute: false }) lab!: Lab;

  readonly #width = new ElementWidth(this);

  constructor() {
    super();
    new FollowLab(this);
  }

  protected override render(): TemplateResult {
    return html`
      <div class="head"><h2>Loss against size</h2></div>
      ${this.#chart()}
      <p class="legend">
        Dot: a trained model (hollow: not in the fit). Line: the law, dashed beyond its points; shade: its 95
        % band. Ring and bar: the prediction and 95 % interval made before training.
      </p>
    `;
  }

  /** Where the law is of nothing, dots stand over N. */
  get #of(): LawOf {
    return presetOf(this.lab.state.shown).lawOf ?? 'N';
  }

  #chart(): TemplateResult | typeof nothing {
    const { runs } = this.lab.state;
    const law = shownLaw(this.lab.state);
    const width = this.#width.value;
    if (width === 0 || runs.length === 0) return nothing;
    const shown = runs.flatMap(({ plan, state, prediction, fitted }) => [plan, state, prediction, fitted]);
    return html`<div class="plot" role="img" aria-label=${this.#summary()}>
      ${guard([width, law, ...shown], () => scalingPlot(scalingData(runs, law, this.#of), chartSize(width)))}
    </div>`;
  }

  #summary(): string {
    const { runs } = this.lab.state;
    const law = shownLaw(this.lab.state);
    const dots = pointsOf(runs, this.#of).map((point) => `${point.run.label} at ${loss(point.loss)}`);
    const line = law === null || isRefusal(law) ? '' : ` Law: ${law.formula(this.#of)}.`;
    const against = this.#of === 'N' ? 'parameters' : 'distinct tokens';
    return `Validation loss in nats per character against ${against}: ${dots.join('; ') || 'no model finished yet'}.${line}`;
  }
}

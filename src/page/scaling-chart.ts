import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { shownLaw } from '../lab/experiment.ts';
import { presetOf } from '../lab/experiments/presets.ts';
import type { Lab } from '../lab/lab.ts';
import { pointsOf } from '../lab/run-points.ts';
import type { LawVariable } from '../laws/analysis.ts';
import { isRefusal } from '../laws/refusal.ts';
import { chartStyles } from './chart-styles.ts';
import { chartSize } from './charts/chart-size.ts';
import { scalingPlot } from './charts/scaling-plot.ts';
import { ElementWidth } from './element-width.ts';
import { FollowLab } from './follow-lab.ts';
import { loss } from './quantity.ts';
import { scalingData } from './scaling-data.ts';
import { sharedStyles } from './shared-styles.ts';

const AGAINST: Record<LawVariable, string> = {
  N: 'parameters',
  D: 'tokens',
  U: 'distinct tokens',
  C: 'compute',
};

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
  get #of(): LawVariable {
    return presetOf(this.lab.state.shown).laws[0] ?? 'N';
  }

  #chart(): TemplateResult | typeof nothing {
    const { fitting, runs } = this.lab.state;
    const law = shownLaw(this.lab.state);
    const width = this.#width.value;
    if (width === 0 || runs.length === 0) return nothing;
    const shown = runs.flatMap(({ plan, state, prediction, fitted }) => [plan, state, prediction, fitted]);
    return html`<div class="plot" role="img" aria-label=${this.#summary()}>
      ${guard([width, law, fitting, ...shown], () =>
        scalingPlot(scalingData(runs, law, this.#of, fitting.convention), chartSize(width)),
      )}
    </div>`;
  }

  #summary(): string {
    const { fitting, runs } = this.lab.state;
    const law = shownLaw(this.lab.state);
    const dots = pointsOf(runs, this.#of, fitting.convention).map(
      (point) => `${point.run.label} at ${loss(point.loss)}`,
    );
    const line = law === null || isRefusal(law) ? '' : ` Law: ${law.formula}.`;
    const against = AGAINST[this.#of];
    return `Validation loss in nats per character against ${against}: ${dots.join('; ') || 'no model finished yet'}.${line}`;
  }
}

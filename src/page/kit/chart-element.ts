import { LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { Lab } from '../../lab/lab.ts';
import { chartStyles } from './chart-styles.ts';
import { chartView, type ChartView } from './chart-view.ts';
import { choiceStyles } from './choice-styles.ts';
import { ElementWidth } from './element-width.ts';
import { FollowLab } from './follow-lab.ts';
import { sharedStyles } from './shared-styles.ts';
import { tableStyles } from './table-styles.ts';

/** A chart of the lab's state, drawn as wide as its place. */
export abstract class ChartElement extends LitElement {
  static override styles = [sharedStyles, choiceStyles, tableStyles, chartStyles];

  @property({ attribute: false }) lab!: Lab;

  readonly #width = new ElementWidth(this);

  constructor() {
    super();
    new FollowLab(this);
  }

  protected override render(): TemplateResult {
    return chartView(this.view(this.lab.state), this.#width.value);
  }

  /** The chart as the state has it. */
  protected abstract view(state: ExperimentState): ChartView;
}

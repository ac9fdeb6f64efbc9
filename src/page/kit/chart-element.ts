import type { TemplateResult } from 'lit';
import type { ExperimentState } from '../../lab/state/state.ts';
import { chartStyles } from './chart-styles.ts';
import { chartView, type ChartView } from './chart-view.ts';
import { choiceStyles } from './choice-styles.ts';
import { ElementWidth } from './element-width.ts';
import { LabElement } from './lab-element.ts';
import { sharedStyles } from './shared-styles.ts';
import { tableStyles } from './table-styles.ts';

/** A chart of the lab's state, as wide as its container. */
export abstract class ChartElement extends LabElement {
  static override styles = [sharedStyles, choiceStyles, tableStyles, chartStyles];

  readonly #width = new ElementWidth(this);

  protected override render(): TemplateResult {
    return chartView(this.view(this.lab.state), this.#width.value);
  }

  /** The chart of this state. */
  protected abstract view(state: ExperimentState): ChartView;
}

import type { TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { singledOutRun } from '../../lab/state/singled-out-run.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import { chartStyles } from './chart-styles.ts';
import { chartView, type ChartView } from './chart-view.ts';
import { choiceStyles } from './choice-styles.ts';
import { LabElement } from './lab-element.ts';
import { sharedStyles } from './shared-styles.ts';
import { tableStyles } from './table-styles.ts';

/** A chart of the lab's state, as wide as its container. */
export abstract class ChartElement extends LabElement {
  static override styles = [sharedStyles, choiceStyles, tableStyles, chartStyles];

  /** Whether its plot takes the height of its container. */
  @property({ type: Boolean, reflect: true }) fill = false;

  protected override render(): TemplateResult {
    const { state } = this.lab;
    return chartView(this.view(state), { fill: this.fill, singledOut: singledOutRun(state) });
  }

  /** The chart of this state. */
  protected abstract view(state: ExperimentState): ChartView;
}

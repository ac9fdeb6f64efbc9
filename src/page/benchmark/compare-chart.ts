import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ChartSize } from '../../charts/chart-size.ts';
import { ratesOfMachinesPlot, type MachineBars } from '../../charts/plots/rates-of-machines-plot.ts';
import '../chart/chart-plot.ts';
import { chartStyles } from '../chart/chart-styles.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

/** Bars of machines, with their intervals. */
@customElement('compare-chart')
export class CompareChart extends LitElement {
  static override styles = [sharedStyles, chartStyles];

  @property({ attribute: false }) bars!: MachineBars;

  protected override render(): TemplateResult {
    const { bars } = this;
    return html`<chart-plot
        .draw=${(size: ChartSize) => ratesOfMachinesPlot(bars, size)}
        .drawnFrom=${[JSON.stringify(bars)]}
        .heading=${'Machines compared'}
        .summary=${`${bars.label}. ${bars.bars.map(({ label }) => label).join('; ')}.`}
      ></chart-plot>
      <p class="legend">
        Longer is faster. The line at the end of a bar is its 95 % interval. No line: no interval was
        recorded.
      </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'compare-chart': CompareChart;
  }
}

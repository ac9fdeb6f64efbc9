import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { rooflinePlot } from '../../charts/plots/roofline-plot.ts';
import type { ChartSize } from '../../charts/chart-size.ts';
import type { Scene } from '../../charts/scene/scene.ts';
import type { BenchmarkResult, Summary } from '../../benchmark/result.ts';
import '../chart/chart-plot.ts';
import type { ChartPlot } from '../chart/chart-plot.ts';
import { chartStyles } from '../chart/chart-styles.ts';
import { sharedStyles } from '../kit/shared-styles.ts';
import { rooflineOf } from './roofline-data.ts';

export const ROOFLINE_LEGEND =
  'A symbol for each model: circles have two layers, squares four, triangles eight; a short line is its 95 % interval. Dashed: the most that arithmetic allows on this adapter, and, where it is less, the most that dispatches allow, each of which waits for the last one.';

/** FLOP/s that training reached over the width of the model, below the limits of the adapter. */
@customElement('roofline-chart')
export class RooflineChart extends LitElement {
  static override styles = [sharedStyles, chartStyles];

  @property({ attribute: false }) result!: BenchmarkResult;
  @property({ attribute: false }) summary!: Summary;

  @query('chart-plot') private readonly plot!: ChartPlot;

  /** Null before its first layout. */
  get scene(): Scene | null {
    return this.plot.scene;
  }

  protected override render(): TemplateResult {
    const plot = rooflineOf(this.result, this.summary);
    return html`<h2>Speed over width</h2>
      <chart-plot
        .draw=${(size: ChartSize) => rooflinePlot(plot, size)}
        .drawnFrom=${[this.result]}
        .heading=${'Speed over width'}
        .summary=${'FLOP/s that training reached over the width of the model, below the limits of the adapter. The table has the figures.'}
      ></chart-plot>
      <p class="legend">${ROOFLINE_LEGEND}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'roofline-chart': RooflineChart;
  }
}

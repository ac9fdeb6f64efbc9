import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { publishedOptima, type PublishedOptima } from '../../laws/published/calculator.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { ChartSize } from '../../charts/chart-size.ts';
import { optimaPlot, type OptimaPlot, type OptimumLine } from '../../charts/plots/optima-plot.ts';
import { runStyle } from '../../charts/run-style.ts';
import '../chart/chart-plot.ts';
import { chartStyles } from '../chart/chart-styles.ts';
import { sharedStyles } from '../kit/shared-styles.ts';

const SAMPLES = 30;
/** Range of FLOPs that is drawn; it contains the budgets of published models. */
const RANGE: [number, number] = [1e18, 1e26];
const NAMES: Record<keyof PublishedOptima, string> = {
  kaplan: 'Kaplan',
  hoffmann: 'Chinchilla',
  besiroglu: 'Besiroglu',
};

/** Two charts: N_opt and D_opt over C by three papers. */
@customElement('published-optima-chart')
export class PublishedOptimaChart extends LitElement {
  static override styles = [
    sharedStyles,
    chartStyles,
    css`
      .pair {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr));
        gap: var(--space);
      }
    `,
  ];

  /** FLOPs; null for none. */
  @property({ attribute: false }) budget: number | null = null;

  protected override render(): TemplateResult {
    return html`<div class="pair">${(['N', 'D'] as const).map((of) => this.#plot(of))}</div>
      <p class="legend">
        Dotted: the budget. Kaplan’s laws spend most of a larger budget on parameters, Chinchilla’s on
        parameters and tokens equally. Chinchilla’s own fit of approach 3 had not converged.
      </p>`;
  }

  #plot(of: 'N' | 'D'): TemplateResult {
    const what = of === 'N' ? 'parameters' : 'tokens';
    return html`<chart-plot
      .draw=${(size: ChartSize) => optimaPlot(publishedLines(of, this.budget), size)}
      .drawnFrom=${[this.budget]}
      .heading="Best ${what} over training compute"
      .summary="Best ${what} over training compute, by Kaplan, Chinchilla and Besiroglu. The table above has the figures for the budget."
    ></chart-plot>`;
  }
}

function publishedLines(of: 'N' | 'D', budget: number | null): OptimaPlot {
  const low = Math.min(RANGE[0], (budget ?? Infinity) / 10);
  const high = Math.max(RANGE[1], (budget ?? 0) * 10);
  const places = Array.from({ length: SAMPLES }, (_, i) => low * (high / low) ** (i / (SAMPLES - 1)));
  const names = ['kaplan', 'hoffmann', 'besiroglu'] as const;
  return { of, lines: names.map((name, i) => lineOf(name, i, of, places)), budget };
}

function lineOf(name: keyof PublishedOptima, index: number, of: 'N' | 'D', places: number[]): OptimumLine {
  const samples = places.flatMap((x) => {
    const optima = publishedOptima(x);
    if (isRefusal(optima)) return [];
    const y = of === 'N' ? optima[name].parameters : optima[name].tokens;
    return [{ x, y, low: y, high: y }];
  });
  return { label: NAMES[name], style: runStyle(index, 3), samples, dots: [] };
}

import { html, nothing, type TemplateResult } from 'lit';
import type { ChartSize } from '../../charts/chart-size.ts';
import type { Scene } from '../../charts/scene/scene.ts';
import './chart-plot.ts';
import { numbersTable, type NumbersTable } from './numbers-table.ts';

/** A chart with its heading, legend, notes and numbers. */
export interface ChartView {
  title: string;
  /** Controls that change what it shows. */
  choices?: (TemplateResult | typeof nothing)[];
  /** What it shows in words, for people who cannot see it. */
  summary: string;
  /** The plot is drawn again when one of these changes. */
  drawnFrom: readonly unknown[];
  /** Null while there is nothing to draw. */
  draw: ((size: ChartSize) => Scene) | null;
  /** Why there is nothing to draw. */
  empty?: string;
  legend: string;
  /** Null while there are no numbers. */
  table: NumbersTable | null;
  /** Facts that a reader needs, in sentences. */
  notes?: readonly string[];
}

/** Where a chart is shown. */
export interface ChartPlace {
  /** Whether the plot takes the height of its container. */
  fill: boolean;
  /** The run that stands out; null for none. */
  singledOut: string | null;
}

/**
 * Heading, choices, plot, legend, notes and the numbers behind it. The host element includes `sharedStyles`,
 * `chartStyles`, `choiceStyles` and `tableStyles`.
 */
export function chartView(view: ChartView, place: ChartPlace): TemplateResult {
  const { choices = [], empty = '', legend, notes = [], table, title } = view;
  return html`
    <div class="head">
      <h2 id="title">${title}</h2>
      <div class="choices">${choices}</div>
    </div>
    ${view.draw === null ? html`<p class="soft">${empty}</p>` : plot(view, view.draw, place)}
    ${view.draw === null ? nothing : html`<p class="legend">${legend}</p>`}
    ${(view.draw === null ? [] : notes).map((note) => html`<p class="legend">${note}</p>`)}
    ${table === null || table.rows.length === 0 ? nothing : numbers(table, title)}
  `;
}

function plot(
  { drawnFrom, summary, title }: ChartView,
  draw: NonNullable<ChartView['draw']>,
  { fill, singledOut }: ChartPlace,
): TemplateResult {
  return html`<div class="plot">
    <chart-plot
      .draw=${draw}
      .drawnFrom=${drawnFrom}
      .heading=${title}
      .summary=${summary}
      .singledOut=${singledOut}
      ?fill=${fill}
    ></chart-plot>
  </div>`;
}

function numbers(table: NumbersTable, title: string): TemplateResult {
  return html`<details>
    <summary>Numbers</summary>
    ${numbersTable(table, `${title}: numbers`)}
  </details>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import type { ChartSize } from '../../charts/chart-size.ts';
import type { Scene } from '../../charts/scene/scene.ts';
import type { Scale } from '../../lab/state/state.ts';
import { choice } from '../kit/choice.ts';
import './chart-plot.ts';
import type { SingleOutEvent } from './chart-plot.ts';
import type { PictureKind } from './save-scene.ts';
import { numbersTable, type NumbersTable } from '../kit/numbers-table.ts';

/** A chart with its heading, legend, notes and numbers. */
export interface ChartView {
  title: string;
  /** Controls that change what it shows. */
  choices?: (TemplateResult | typeof nothing)[];
  /** Controls for its menu, because few people need them. */
  more?: (TemplateResult | typeof nothing)[];
  /** The scale of its axes, if a person may change it. */
  axes?: Scale;
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
  /** What a person does with it. */
  singleOut: (event: SingleOutEvent) => void;
  chooseAxes: (axes: Scale) => void;
  save: (kind: PictureKind) => void;
}

const SCALES: Record<Scale, string> = { log: 'log', linear: 'linear' };

/**
 * Heading, choices, plot, legend, notes and the numbers behind it. The host element includes `sharedStyles`,
 * `chartStyles`, `choiceStyles` and `tableStyles`.
 */
export function chartView(view: ChartView, place: ChartPlace): TemplateResult {
  const { choices = [], empty = '', title } = view;
  return html`
    <div class="head">
      <h2 id="title">${title}</h2>
      <div class="choices">${choices}</div>
      ${chartMenu(view, place)}
    </div>
    ${view.draw === null ? html`<p class="soft">${empty}</p>` : plot(view, view.draw, place)}
    ${place.fill ? folded(view) : explained(view)}
  `;
}

/** What the marks mean, what a reader needs to know, and the numbers. */
function explained({ draw, legend, notes = [], table, title }: ChartView): TemplateResult {
  return html`${(draw === null ? [] : [legend, ...notes]).map((note) => html`<p class="legend">${note}</p>`)}
  ${table === null || table.rows.length === 0 ? nothing : numbers(table, title)}`;
}

/** The same behind one line, so that the plot has the room. */
function folded({ draw, legend, notes = [], table, title }: ChartView): TemplateResult | typeof nothing {
  if (draw === null) return nothing;
  const hasNumbers = table !== null && table.rows.length > 0;
  return html`<details class="numbers folds" @keydown=${closeByEscape}>
    <summary>${hasNumbers ? 'Key and numbers' : 'Key'}</summary>
    <div class="folded" tabindex="0" role="region" aria-label="Key: ${title}">
      ${[legend, ...notes].map((note) => html`<p class="legend">${note}</p>`)}
      ${hasNumbers ? numbersTable(table, `${title}: numbers`) : nothing}
    </div>
  </details>`;
}

function axesChoice({ axes }: ChartView, { chooseAxes }: ChartPlace): TemplateResult | typeof nothing {
  if (axes === undefined) return nothing;
  return html`${choice({ label: 'axes', name: 'axes', values: SCALES, chosen: axes, choose: chooseAxes })}
    <span>key <kbd>l</kbd></span>`;
}

/** Choices and files of a chart. The menu closes when the focus leaves it, and by Escape. */
function chartMenu(view: ChartView, place: ChartPlace): TemplateResult | typeof nothing {
  const { draw, more = [], title } = view;
  if (draw === null) return nothing;
  const save = (kind: PictureKind) =>
    html`<button type="button" @click=${() => place.save(kind)}>${kind}</button>`;
  return html`<details class="menu" @focusout=${closeWithoutFocus} @keydown=${closeByEscape}>
    <summary aria-label="View, save: ${title}">View, save</summary>
    <div>
      <div class="row">${axesChoice(view, place)}</div>
      ${more}
      <div class="row"><span>save as</span> ${save('SVG')} ${save('PNG')}</div>
    </div>
  </details>`;
}

function menuOf({ currentTarget }: Event): Element | null {
  return currentTarget instanceof Element ? currentTarget.closest('details') : null;
}

function closeWithoutFocus(event: FocusEvent): void {
  const menu = menuOf(event);
  if (!(event.relatedTarget instanceof Node && menu?.contains(event.relatedTarget)))
    menu?.removeAttribute('open');
}

function closeByEscape(event: KeyboardEvent): void {
  const menu = menuOf(event);
  if (event.key !== 'Escape' || menu?.hasAttribute('open') !== true) return;
  menu.removeAttribute('open');
  menu.querySelector('summary')?.focus();
  event.preventDefault();
}

function plot(
  { drawnFrom, summary, title }: ChartView,
  draw: NonNullable<ChartView['draw']>,
  { fill, singledOut, singleOut }: ChartPlace,
): TemplateResult {
  return html`<div class="plot">
    <chart-plot
      .draw=${draw}
      .drawnFrom=${drawnFrom}
      .heading=${title}
      .summary=${summary}
      .singledOut=${singledOut}
      ?fill=${fill}
      @single-out=${singleOut}
    ></chart-plot>
  </div>`;
}

function numbers(table: NumbersTable, title: string): TemplateResult {
  return html`<details class="numbers">
    <summary>Numbers</summary>
    ${numbersTable(table, `${title}: numbers`)}
  </details>`;
}

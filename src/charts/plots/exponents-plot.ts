import * as Plot from '@observablehq/plot';
import { figure } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { linearDomain } from '../domain.ts';
import { drawRows, ROW_NAME } from '../row-frame.ts';

/** An exponent by one source, with its interval if it has one. */
export interface ExponentRow {
  label: string;
  value: number;
  low?: number | undefined;
  high?: number | undefined;
  /** Whether it is fitted to these runs, not published. */
  own: boolean;
}

export interface ExponentsPlot {
  /** `a` of N_opt ∝ C^a. */
  rows: ExponentRow[];
}

/** Intervals are clipped here, because a wider axis shows nothing more. */
const LEAST = -0.5;
const MOST = 1.5;

/** The exponent a by each approach and each paper, one above the other: a dot and its interval. */
export function exponentsPlot(
  { rows }: ExponentsPlot,
  size: Pick<ChartSize, 'width'>,
): SVGSVGElement | HTMLElement {
  const domain = domainOf(rows);
  const shown = rows.map((row) => ({
    ...row,
    from: Math.max(row.low ?? row.value, domain[0]),
    to: Math.min(row.high ?? row.value, domain[1]),
  }));
  const x = { domain, label: 'a in N_opt ∝ C^a →' };
  return drawRows({ rows: rows.map(({ label }) => label), x, marks: shown.flatMap(rowMarks) }, size);
}

function rowMarks(row: ExponentRow & { from: number; to: number }): Plot.Markish[] {
  const color = row.own ? 'var(--accent)' : 'var(--ink-soft)';
  return [
    Plot.ruleY(row.low === undefined ? [] : [row], {
      y: 'label',
      x1: 'from',
      x2: 'to',
      stroke: color,
      strokeWidth: 2,
      dy: 8,
      marker: 'tick',
    }),
    Plot.dot([row], {
      y: 'label',
      x: 'value',
      r: 5,
      dy: 8,
      symbol: row.own ? 'circle' : 'diamond2',
      fill: color,
    }),
    Plot.text([row], {
      y: 'label',
      text: () => `${row.label}: ${figure(row.value)}`,
      ...ROW_NAME,
      fontWeight: row.own ? 600 : 400,
    }),
  ];
}

function domainOf(rows: ExponentRow[]): [number, number] {
  const ends = rows.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const clamped = ends.map((end) => Math.min(MOST, Math.max(LEAST, end)));
  const [low, high] = linearDomain([...clamped, 0.4, 0.8]);
  return [low, high];
}

import * as Plot from '@observablehq/plot';
import type { ChartSize } from '../chart-size.ts';
import { linearDomain } from '../domain.ts';
import type { RunStyle } from '../run-style.ts';
import { drawRows, ROW_NAME } from '../row-frame.ts';

/** One way to build or train the same model. */
export interface Variant {
  label: string;
  style: RunStyle;
  /** One for each seed, nats per token. */
  losses: number[];
}

export interface VariantsPlot {
  /** From the top down. */
  variants: Variant[];
  /** The claim's limit for variants that hardly differ, as a share of the least loss. */
  close: number;
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

/** Final loss of each variant in a row: every seed, the mean, and the range in which the claim expects the means. */
export function variantsPlot(
  { variants, close, lossUnit }: VariantsPlot,
  size: Pick<ChartSize, 'width'>,
): SVGSVGElement | HTMLElement {
  const rows = variants.map((variant, index) => ({ ...variant, index, mean: mean(variant.losses) }));
  const means = rows.map((row) => row.mean).filter(Number.isFinite);
  const least = Math.min(...means);
  const within = means.length === 0 ? [] : [{ from: least, to: least * (1 + close) }];
  const domain = linearDomain([
    ...rows.flatMap(({ losses }) => losses),
    ...within.flatMap(({ from, to }) => [from, to]),
  ]);
  const x = { domain, label: `Validation loss (${lossUnit}) →` };
  const marks = [
    Plot.rectX(within, { x1: 'from', x2: 'to', fill: 'var(--good)', fillOpacity: 0.12 }),
    ...rows.flatMap(rowMarks),
  ];
  return drawRows({ rows: rows.map(({ index }) => index), x, marks }, size);
}

function rowMarks(row: Variant & { index: number; mean: number }): Plot.Markish[] {
  const { color, symbol } = row.style;
  const seeds = row.losses.map((loss) => ({ index: row.index, loss }));
  const trained = Number.isFinite(row.mean) ? [row] : [];
  return [
    Plot.dot(row.losses.length > 1 ? seeds : [], { y: 'index', x: 'loss', r: 3, dy: 8, stroke: color }),
    Plot.dot(trained, { y: 'index', x: 'mean', r: 5, dy: 8, symbol, fill: color }),
    Plot.text([row], {
      y: 'index',
      text: () =>
        trained.length === 0 ? `${row.label}: not trained` : `${row.label}: ${row.mean.toFixed(3)}`,
      ...ROW_NAME,
      fontWeight: 600,
    }),
  ];
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

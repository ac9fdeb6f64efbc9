import type { ChartSize } from '../chart-size.ts';
import { linearDomain } from '../domain.ts';
import { inside } from '../dot-labels.ts';
import type { RunStyle } from '../run-style.ts';
import { rowFrame, rowName, rowScene, type RowFrame } from '../row-frame.ts';
import { label as text, modelDots, path, symbols } from '../scene/marks.ts';
import type { Mark, Scene, Track } from '../scene/scene.ts';

/** One way to build or train the same model. */
export interface Variant {
  label: string;
  style: RunStyle;
  /** One for each seed, nats per token. */
  losses: number[];
  run?: string | undefined;
}

export interface VariantsPlot {
  /** From the top down. */
  variants: Variant[];
  /** The claim's limit for variants that hardly differ, as a share of the least loss. */
  close: number;
  /** The unit of the losses in words, such as `nats per character`. */
  lossUnit: string;
}

interface Row extends Variant {
  index: number;
  /** NaN before it is trained. */
  mean: number;
}

/** Final loss of each variant in a row: every seed, the mean, and the range in which the claim expects the means. */
export function variantsPlot({ variants, close, lossUnit }: VariantsPlot, size: ChartSize): Scene {
  const rows = variants.map((variant, index) => ({ ...variant, index, mean: mean(variant.losses) }));
  const means = rows.map((row) => row.mean).filter(Number.isFinite);
  const least = Math.min(...means);
  const within = means.length === 0 ? [] : [least, least * (1 + close)];
  const domain = linearDomain([...rows.flatMap(({ losses }) => losses), ...within]);
  const unknown = means.length === 0;
  const frame = rowFrame(rows.length, { domain, label: `Validation loss (${lossUnit}) →`, unknown }, size);
  const marks = [...closeMarks(within, frame), ...rows.flatMap((row) => rowMarks(row, frame))];
  return rowScene(
    frame,
    marks,
    rows.flatMap((row) => trackOfRow(row, frame)),
  );
}

/** The range of losses that hardly differ from the least. */
function closeMarks([from, to]: number[], { box, x }: RowFrame): Mark[] {
  if (from === undefined || to === undefined) return [];
  const [left, right] = [x.place(from), x.place(to)];
  const d = `M${left},${box.top}H${right}V${box.bottom}H${left}Z`;
  return [path('close', d, { fill: 'var(--good)', opacity: 0.12, clip: true })];
}

function rowMarks(row: Row, frame: RowFrame): Mark[] {
  const { color, symbol } = row.style;
  const { run } = row;
  const y = frame.down(row.index);
  if (!Number.isFinite(row.mean)) return plannedRow(row, frame);
  const seeds = row.losses.length > 1 ? row.losses.map((loss) => ({ x: frame.x.place(loss), y })) : [];
  return [
    ...symbols('seed', 'circle', 3, seeds, { stroke: color, run }),
    ...symbols('dot', symbol, 5, [{ x: frame.x.place(row.mean), y }], { fill: color, run }),
    rowName(frame, row.index, `${row.label}: ${row.mean.toFixed(3)}`, { run }),
  ];
}

/** A variant without a loss: a hollow mark before its name. */
function plannedRow({ index, label, run, style }: Row, frame: RowFrame): Mark[] {
  const { left } = frame.box;
  const y = frame.down(index) - frame.nameUp;
  const words = text('row', { x: left + 17, y }, `${label}: not trained yet`, {
    run,
    fill: 'var(--ink-soft)',
  });
  return [...modelDots(style, false, [{ x: left + 6, y }], { r: 5, run }), inside(words, frame)];
}

function trackOfRow({ index, label, mean: loss, run, style }: Row, frame: RowFrame): Track[] {
  if (!Number.isFinite(loss)) return [];
  const at = { x: frame.x.place(loss), y: frame.down(index) };
  return [{ name: label, color: style.color, run, points: [{ at, x: loss, y: NaN }] }];
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

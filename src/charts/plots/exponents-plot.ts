import { figure } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { linearDomain } from '../domain.ts';
import { rowFrame, rowName, rowScene, type RowFrame } from '../row-frame.ts';
import { bar, symbols } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

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

/** Intervals are cut here, because a wider axis shows nothing more. */
const LEAST = -0.5;
const MOST = 1.5;

/** The exponent a by each approach and each paper, one above the other: a dot and its interval. */
export function exponentsPlot({ rows }: ExponentsPlot, size: ChartSize): Scene {
  const domain = domainOf(rows);
  const frame = rowFrame(rows.length, { domain, label: 'a in N_opt ∝ C^a →' }, size);
  const tracks = rows.map((row, i) => ({
    name: row.label,
    color: colorOf(row),
    points: [{ at: { x: frame.x.place(row.value), y: frame.down(i) }, x: row.value, y: NaN }],
  }));
  return rowScene(
    frame,
    rows.flatMap((row, i) => rowMarks(row, i, frame, domain)),
    tracks,
  );
}

function colorOf({ own }: ExponentRow): string {
  return own ? 'var(--accent)' : 'var(--ink-soft)';
}

function rowMarks(row: ExponentRow, index: number, frame: RowFrame, [least, most]: [number, number]): Mark[] {
  const y = frame.down(index);
  const at = (value: number) => ({ x: frame.x.place(Math.min(most, Math.max(least, value))), y });
  const interval =
    row.low === undefined && row.high === undefined ? [] : [at(row.low ?? least), at(row.high ?? most)];
  const [from, to] = interval;
  const color = colorOf(row);
  return [
    ...(from === undefined || to === undefined
      ? []
      : bar('interval', from, to, { stroke: color, strokeWidth: 2 })),
    ...symbols('dot', row.own ? 'circle' : 'diamond2', 5, [at(row.value)], { fill: color }),
    rowName(frame, index, `${row.label}: ${figure(row.value)}`, { weight: row.own ? 600 : 400 }),
  ];
}

function domainOf(rows: ExponentRow[]): [number, number] {
  const ends = rows.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const clamped = ends.map((end) => Math.min(MOST, Math.max(LEAST, end)));
  const [low, high] = linearDomain([...clamped, 0.4, 0.8]);
  return [low, high];
}

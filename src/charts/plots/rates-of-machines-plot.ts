import type { ChartSize } from '../chart-size.ts';
import { short } from '../quantity.ts';
import { rowFrame, rowName, rowScene, type RowAxis, type RowFrame } from '../row-frame.ts';
import { area, bar } from '../scene/marks.ts';
import type { Mark, Scene } from '../scene/scene.ts';

/** One machine's figure with its 95 % interval, whose ends are null if it has none. */
export interface MachineBar {
  /** Its name with the figure in words. */
  label: string;
  value: number;
  low: number | null;
  high: number | null;
  /** Own results stand out; those that come with the page stand back. */
  kind: 'own' | 'other' | 'recorded';
}

export interface MachineBars {
  /** What the bars measure, with the unit. */
  label: string;
  bars: readonly MachineBar[];
}

/** Pixels: the most that a row takes, and what stands around the rows. */
const MOST_ROW = 60;
const AROUND = 60;
/** Half the height of a bar, in pixels. */
const HALF = 5;
const COLORS: Readonly<Record<MachineBar['kind'], string>> = {
  own: 'var(--accent)',
  other: 'var(--machine-2)',
  recorded: 'var(--ink-soft)',
};

/** Bars from zero, one for each machine, with intervals. */
export function ratesOfMachinesPlot({ label, bars }: MachineBars, size: ChartSize): Scene {
  const most = Math.max(0, ...bars.map(({ high, value }) => high ?? value));
  const axis = {
    domain: [0, most === 0 ? 1 : most * 1.05],
    label: `${label} →`,
    format: short,
  } satisfies RowAxis;
  const height = Math.min(size.height, AROUND + MOST_ROW * bars.length);
  const frame = rowFrame(bars.length, axis, { ...size, height });
  const tracks = bars.map((own, i) => ({
    name: own.label,
    color: COLORS[own.kind],
    points: [{ at: { x: frame.x.place(own.value), y: frame.down(i) }, x: own.value, y: NaN }],
  }));
  return rowScene(
    frame,
    bars.flatMap((own, i) => barMarks(own, i, frame)),
    tracks,
  );
}

function barMarks({ high, kind, label, low, value }: MachineBar, row: number, frame: RowFrame): Mark[] {
  const y = frame.down(row);
  const [from, to] = [frame.x.place(0), frame.x.place(value)];
  const interval = (least: number, largest: number): Mark[] =>
    bar(
      'interval',
      { x: frame.x.place(least), y },
      { x: frame.x.place(largest), y },
      { stroke: 'var(--ink)', strokeWidth: 1.5 },
    );
  const edge = (down: number) => [from, to].map((x) => ({ x, y: y + down }));
  return [
    ...area('bar', edge(-HALF), edge(HALF), { fill: COLORS[kind], opacity: kind === 'own' ? 0.85 : 0.55 }),
    ...(low === null || high === null ? [] : interval(low, high)),
    rowName(frame, row, label, { weight: kind === 'own' ? 600 : 400 }),
  ];
}

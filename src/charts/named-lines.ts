import type { ChartSize } from './chart-size.ts';
import { endLabels, type EndMark, type LineEnd } from './end-labels.ts';
import { frameOf, sceneOf, type Axis, type Frame } from './frame.ts';
import type { Mark, Scene, Track } from './scene/scene.ts';

/** Lines between two axes, each named at its end. */
export interface NamedLines {
  x: Axis;
  y: Axis;
  marks: (frame: Frame) => Mark[];
  ends: readonly LineEnd[];
  /** Names that the right margin must fit, also of lines that have no end yet; by default the names of `ends`. */
  names?: readonly string[];
  mark?: EndMark;
  tracks: (frame: Frame) => Track[];
}

/** The chart of marks between two axes, with the name of each line in the right margin. */
export function namedLines({ x, y, marks, ends, names, mark, tracks }: NamedLines, size: ChartSize): Scene {
  const frame = frameOf(x, y, size, names ?? ends.map(({ label }) => label));
  return sceneOf(frame, [...marks(frame), ...endLabels(ends, frame, mark)], tracks(frame));
}

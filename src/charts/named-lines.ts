import type { ChartSize } from './chart-size.ts';
import { endLabels, roomFor, type EndMark, type LineEnd } from './end-labels.ts';
import { drawFrame, framePixels, type Frame } from './frame.ts';

/** Lines between two axes, each named at its end. */
export interface NamedLines extends Omit<Frame, 'margin'> {
  ends: LineEnd[];
  /** Names that the right margin must fit, also of lines that have no end yet; by default the names of `ends`. */
  names?: readonly Pick<LineEnd, 'label'>[];
  mark?: EndMark;
}

/** Draws marks between two axes, and the name of each line in the right margin. */
export function drawNamedLines(
  { x, y, marks, ends, names = ends, mark }: NamedLines,
  size: ChartSize,
): SVGSVGElement | HTMLElement {
  const right = roomFor(names, size);
  const labels = endLabels(ends, framePixels(x, y, size, right), mark);
  return drawFrame({ x, y, margin: { right }, marks: [...marks, ...labels] }, size);
}

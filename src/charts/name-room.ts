import type { ChartSize } from './chart-size.ts';
import { TEXT_SIZE } from './scene/marks.ts';
import { textWidth } from './scene/text-width.ts';

/** Space between a line's end and its name, and behind the name. */
export const BEFORE_NAME = 9;
const AFTER_NAME = 4;
/** Largest share of a chart's width that names may take. */
const WIDEST = 0.34;

/** The right margin that names need, in pixels; 0 for none. */
export function roomForNames(names: readonly string[], { width }: Pick<ChartSize, 'width'>): number {
  if (names.length === 0) return 0;
  const widest = Math.max(...names.map((name) => textWidth(name, TEXT_SIZE, 600)));
  return Math.min(WIDEST * width, BEFORE_NAME + widest + AFTER_NAME);
}

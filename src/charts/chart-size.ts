/** CSS pixels. */
export interface ChartSize {
  width: number;
  height: number;
}

/** From this width on type and marks grow with the chart. */
const LARGE = 700;
/** How much larger they get at most. */
const MOST = 1.4;

/**
 * The size of a chart in a place of this width. Its height is two thirds of the width, from 270 to 400 pixels, unless the
 * place has a height of its own.
 */
export function chartSize(width: number, height: number | null = null): ChartSize {
  return { width, height: height ?? Math.round(Math.min(400, Math.max(270, width * 0.66))) };
}

/** How much larger than usual the type and the marks of a chart are. */
export function magnification({ width, height }: ChartSize): number {
  return Math.min(MOST, Math.max(1, Math.min(width / LARGE, height / 400)));
}

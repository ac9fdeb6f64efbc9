/** CSS pixels. */
export interface ChartSize {
  width: number;
  height: number;
}

/** The size of a chart in a place of this width. Its height is two thirds of the width, from 270 to 400 pixels. */
export function chartSize(width: number): ChartSize {
  return { width, height: Math.round(Math.min(400, Math.max(270, width * 0.66))) };
}

/** CSS pixels. */
export interface ChartSize {
  width: number;
  height: number;
}

/** A chart as large as its place: three quarters as high as wide, within what a phone and a desk bear. */
export function chartSize(width: number): ChartSize {
  return { width, height: Math.round(Math.min(400, Math.max(270, width * 0.66))) };
}

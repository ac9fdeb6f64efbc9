import type { RunStyle } from './run-style.ts';

/** Grid lines, fainter than any data. */
export const GRID = { stroke: 'var(--rule)', strokeOpacity: 1 };

/** Axis text without tick marks, because the grid shows the same places. */
export const AXIS = { color: 'var(--ink-soft)', tickSize: 0 };

/** A rim in the colour of the card, so that text stays readable on lines. */
export const RIM = { stroke: 'var(--card)', strokeWidth: 3 };

/** Text that names data on a chart. */
export const LABEL = { ...RIM, fontWeight: 600 };

/** A model's dot: filled if the fit uses it, hollow if not. */
export function dotStyle({ color, symbol }: RunStyle, fitted: boolean) {
  return { r: 4.5, symbol, stroke: color, strokeWidth: 2, fill: fitted ? color : 'var(--card)' };
}

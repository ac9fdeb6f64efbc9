import * as Plot from '@observablehq/plot';
import { RIM } from './plot-style.ts';

/** A prediction, drawn before its run is trained. */
export interface Ring {
  x: number;
  loss: number;
  low: number;
  high: number;
  verdict: 'pending' | 'covered' | 'missed';
}

const VERDICTS = {
  pending: { color: 'var(--accent)', mark: '' },
  covered: { color: 'var(--good)', mark: '✓' },
  missed: { color: 'var(--bad)', mark: '✗' },
};

/** The interval as a bar, clipped to the chart; a ring at the prediction; the verdict beside it. */
export function ringMarks(ring: Ring, [bottom, top]: [number, number]): Plot.Markish[] {
  const { color, mark } = VERDICTS[ring.verdict];
  const at = [{ ...ring, low: Math.max(ring.low, bottom), high: Math.min(ring.high, top) }];
  return [
    Plot.ruleX(at, {
      x: 'x',
      y1: 'low',
      y2: 'high',
      stroke: color,
      strokeWidth: 1.25,
      marker: 'tick',
    }),
    Plot.dot(at, { x: 'x', y: 'loss', r: 9, stroke: color, strokeWidth: 1.75, fill: 'none' }),
    Plot.text(at, {
      x: 'x',
      y: 'loss',
      text: () => mark,
      dx: -17,
      fill: color,
      ...RIM,
      fontWeight: 700,
      fontSize: 13,
    }),
  ];
}

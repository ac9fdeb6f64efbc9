import type { Frame } from './frame.ts';
import { area, line } from './scene/marks.ts';
import type { Mark } from './scene/scene.ts';

/** A fitted curve at one x, with its 95 % band. */
export interface BandPoint {
  x: number;
  y: number;
  low: number;
  high: number;
}

/** A fitted curve as a chart draws it. */
export interface LawLine {
  color: string;
  /** Ascending in x. */
  samples: BandPoint[];
  /** Range of x of the fit; the line is dashed outside. */
  fitted: [number, number];
}

/** The shaded band; the curve is solid over the fitted range and dashed outside. */
export function lawMarks({ color, samples, fitted: [first, last] }: LawLine, frame: Frame): Mark[] {
  const places = samples.map(({ x, y }) => frame.place(x, y));
  const within = places.filter((_, i) => {
    const x = samples[i]?.x ?? NaN;
    return x >= first * (1 - 1e-9) && x <= last * (1 + 1e-9);
  });
  return [
    ...bandMarks({ color, samples }, frame),
    ...line('law-beyond', places, { stroke: color, strokeWidth: 1.25, dash: '3 4', clip: true }),
    ...line('law', within, { stroke: color, strokeWidth: 1.75, clip: true }),
  ];
}

/** The 95 % band alone; nothing if it has no width. */
export function bandMarks(
  { color, samples }: Pick<LawLine, 'color' | 'samples'>,
  { box, place }: Frame,
): Mark[] {
  if (samples.every(({ low, high }) => low === high)) return [];
  const edge = (end: 'low' | 'high') =>
    samples.map((sample) => {
      const { x, y } = place(sample.x, sample[end]);
      // A band without a bound ends at the edge of the frame, and one of no positive loss at its foot.
      const bound = end === 'high' ? box.top - 1 : box.bottom + 1;
      return { x, y: Number.isFinite(y) ? Math.min(1e5, Math.max(-1e5, y)) : bound };
    });
  return area('band', edge('high'), edge('low'), { fill: color, clip: true });
}

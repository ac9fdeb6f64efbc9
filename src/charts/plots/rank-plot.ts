import { figure, powerOfTen, short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { inside, beside } from '../dot-labels.ts';
import { frameOf, axisOf, sceneOf, trackOf, type Axis } from '../frame.ts';
import { label, line, symbols } from '../scene/marks.ts';
import type { Scene } from '../scene/scene.ts';

/** How often the word of this rank occurs. */
export interface RankCount {
  rank: number;
  count: number;
}

export interface RankPlot {
  /** The scale of both axes; log if it is left out. */
  axes?: Axis['type'];
  /** Ascending in rank, a few hundred at most. */
  ranks: RankCount[];
  /** The two ends of Zipf's law over the ranks that it was fitted to. */
  law: [RankCount, RankCount];
  exponent: number;
}

/** Frequency of words over their rank, and Zipf's law through it. */
export function rankPlot({ ranks, law, exponent, axes }: RankPlot, size: ChartSize): Scene {
  const x = axisOf(
    ranks.map(({ rank }) => rank),
    { type: axes, label: 'Rank r of a word →', format: short },
  );
  const y = axisOf(
    [...ranks, ...law].map(({ count }) => count),
    {
      type: axes,
      room: 1.3,
      label: '↑ Occurrences f',
      format: (count) => (count < 1e4 ? short(count) : powerOfTen(count)),
    },
  );
  const frame = frameOf(x, y, size);
  const placeOf = ({ rank, count }: RankCount) => frame.place(rank, count);
  const name = label('law-name', beside(placeOf(law[1]), 8, -10), `f ∝ 1 / r^${figure(exponent)}`, {});
  const marks = [
    ...symbols('dot', 'circle', 2, ranks.map(placeOf), { fill: 'var(--width-3)' }),
    ...line('law', law.map(placeOf), { stroke: 'var(--ink)', strokeWidth: 1.75, clip: true }),
    inside(name, frame),
  ];
  const points = ranks.map(({ rank, count }) => ({ x: rank, y: count }));
  return sceneOf(frame, marks, trackOf(frame, { name: 'A word', color: 'var(--width-3)' }, points));
}

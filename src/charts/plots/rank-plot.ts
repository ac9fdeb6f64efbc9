import { figure, powerOfTen, short } from '../quantity.ts';
import type { ChartSize } from '../chart-size.ts';
import { beside, boxOf, inside } from '../dot-labels.ts';
import { frameOf, axisOf, sceneOf, trackOf, type Axis } from '../frame.ts';
import { label, line, symbols } from '../scene/marks.ts';
import type { Place } from '../scene/path-data.ts';
import type { Scene, TextMark } from '../scene/scene.ts';

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

/** Ranks at which Zipf's law is said in words. */
const SAID = [1, 10, 100, 1000];
const LAST = 10_000;

/** What Zipf's law expects before any word is counted: the word of rank r occurs a share 1 / r as often as the first. */
export function expectedRanksPlot(size: ChartSize): Scene {
  const x = axisOf([1, LAST], { room: 1.3, label: 'Rank r of a word →', format: short });
  const y = axisOf([1 / LAST, 1], {
    room: 1.3,
    label: '↑ Share of the first word’s occurrences',
    format: share,
  });
  const frame = frameOf(x, y, size);
  const placeOf = (rank: number) => frame.place(rank, 1 / rank);
  const style = { stroke: 'var(--ink-soft)', strokeWidth: 1.75 };
  return sceneOf(frame, [
    ...line('expected', [placeOf(1), placeOf(LAST)], { ...style, dash: '6 5' }),
    ...symbols('expected-word', 'circle', 4.5, SAID.map(placeOf), { ...style, fill: 'var(--card)' }),
    ...SAID.map((rank) => expectedName(placeOf(rank), expectedWords(rank), size)),
  ]);
}

/** The name over the line at the right of its word; under the line at the left if it would leave the chart. */
function expectedName(at: Place, words: string, { width }: ChartSize): TextMark {
  const over = label('expected-name', beside(at, 10, -10), words, {});
  return boxOf(over).right <= width
    ? over
    : label('expected-name', beside(at, -10, 12), words, { anchor: 'end' });
}

function expectedWords(rank: number): string {
  return rank === 1
    ? 'the most frequent word'
    : `${rank.toLocaleString('en')}th: ${share(1 / rank)} as often`;
}

function share(value: number): string {
  return value === 1 ? '1' : `1/${Math.round(1 / value).toLocaleString('en')}`;
}

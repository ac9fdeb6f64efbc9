import * as Plot from '@observablehq/plot';
import { figure, powerOfTen, short } from '../quantity.ts';
import { LABEL } from '../plot-style.ts';
import type { ChartSize } from '../chart-size.ts';
import { drawFrame, logAxis } from '../frame.ts';

/** How often the word of this rank occurs. */
export interface RankCount {
  rank: number;
  count: number;
}

export interface RankPlot {
  /** Ascending in rank, a few hundred at most. */
  ranks: RankCount[];
  /** The two ends of Zipf's law over the ranks that it was fitted to. */
  law: [RankCount, RankCount];
  exponent: number;
}

/** Frequency of words over their rank, and Zipf's law through it. */
export function rankPlot({ ranks, law, exponent }: RankPlot, size: ChartSize): SVGSVGElement | HTMLElement {
  const at = { x: 'rank', y: 'count' } as const;
  return drawFrame(
    {
      x: logAxis(
        ranks.map(({ rank }) => rank),
        { label: 'Rank r of a word →', format: short },
      ),
      y: logAxis(
        [...ranks, ...law].map(({ count }) => count),
        {
          room: 1.3,
          label: '↑ Occurrences f',
          format: (count) => (count < 1e4 ? short(count) : powerOfTen(count)),
        },
      ),
      marks: [
        Plot.dot(ranks, { ...at, r: 2, fill: 'var(--width-3)' }),
        Plot.line(law, { ...at, stroke: 'var(--ink)', strokeWidth: 1.75 }),
        Plot.text([law[1]], {
          ...at,
          text: () => `f ∝ 1 / r^${figure(exponent)}`,
          dx: 8,
          dy: -10,
          textAnchor: 'start',
          fill: 'var(--ink)',
          ...LABEL,
        }),
      ],
    },
    size,
  );
}

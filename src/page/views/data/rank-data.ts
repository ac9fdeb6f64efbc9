import type { ExperimentState } from '../../../lab/state/state.ts';
import type { Refusal } from '../../../laws/refusal.ts';
import type { RankCount, RankPlot } from '../../../charts/plots/rank-plot.ts';

/** The counted words of a text. */
export type Ranks = Exclude<ExperimentState['ranks'], Refusal | null>;

const RANKS_A_DECADE = 60;
const ROUND = [1, 2, 5];

/** Data of the rank plot: ranks evenly spaced on a log axis and the round ones, and the ends of Zipf's law. */
export function rankData({ counts, exponent, lastRank, scale }: Ranks): RankPlot {
  const at = (rank: number): RankCount => ({ rank, count: counts[rank - 1] ?? 0 });
  const decades = Math.ceil(Math.log10(counts.length));
  const even = Array.from({ length: decades * RANKS_A_DECADE + 1 }, (_, i) =>
    Math.round(10 ** (i / RANKS_A_DECADE)),
  );
  const round = Array.from({ length: decades }, (_, i) => ROUND.map((mantissa) => mantissa * 10 ** i)).flat();
  const ranks = [...new Set([...even, ...round])]
    .filter((rank) => rank <= counts.length)
    .sort((a, b) => a - b);
  return {
    ranks: ranks.map(at),
    law: [
      { rank: 1, count: scale },
      { rank: lastRank, count: scale * lastRank ** -exponent },
    ],
    exponent,
  };
}

import { customElement } from 'lit/decorators.js';
import type { ExperimentState, Scale } from '../../lab/state/state.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { ChartElement } from '../chart/chart-element.ts';
import type { ChartView } from '../chart/chart-view.ts';
import { expectedRanksPlot, rankPlot } from '../../charts/plots/rank-plot.ts';
import { figure, whole } from '../../charts/quantity.ts';
import { rankData, type Ranks } from './data/rank-data.ts';

const TITLE = 'Words by rank';

/** How often each word of the text occurs, over its rank. */
@customElement('rank-chart')
export class RankChart extends ChartElement {
  protected override view({ ranks }: ExperimentState): ChartView {
    if (ranks === null || isRefusal(ranks)) return expected(ranks);
    const { axes } = this;
    return { ...shown(ranks, axes), axes };
  }
}

/** The law before the words are counted, or why they could not be. */
function expected(refusal: Refusal | null): ChartView {
  return {
    title: TITLE,
    summary:
      'What Zipf’s law expects, before any word is counted: the word of rank r occurs 1/r as often as the most frequent word.',
    drawnFrom: [],
    draw: expectedRanksPlot,
    legend: 'Dashed line: what Zipf’s law expects. No word is counted yet.',
    notes: refusal === null ? [] : [`The words could not be counted: ${refusal.refused}.`],
    table: null,
  };
}

function shown(ranks: Ranks, axes: Scale): ChartView {
  const { exponent, lastRank, rSquared, words } = ranks;
  const data = rankData(ranks);
  return {
    title: TITLE,
    summary: `Occurrences of words against their rank, both axes logarithmic: from ${whole(data.ranks[0]?.count ?? 0)} of the most frequent to 1. Law: f in proportion to 1 / r^${figure(exponent)} up to rank ${whole(lastRank)}, R² = ${rSquared.toFixed(3)}.`,
    drawnFrom: [ranks, axes],
    draw: (size) => rankPlot({ ...data, axes }, size),
    legend: `Dot: a word, of ${whole(words)} in all (a few hundred ranks are drawn). Line: Zipf’s law over the first ${whole(lastRank)} ranks, R² = ${rSquared.toFixed(3)}.`,
    notes: [
      'Words of higher rank are so rare that their counts are mostly chance, and they fall faster: the law does not cover them.',
    ],
    table: {
      columns: [{ head: 'Rank r' }, { head: 'Occurrences f' }, { head: 'f · r' }],
      rows: data.ranks
        .filter(({ rank }) => isRound(rank))
        .map(({ rank, count }) => [whole(rank), whole(count), whole(rank * count)]),
    },
  };
}

/** 1, 2, 5, 10, 20 … */
function isRound(rank: number): boolean {
  return /^[125]0*$/.test(String(rank));
}

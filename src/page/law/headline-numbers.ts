import { figure, formatLoss, whole } from '../../charts/quantity.ts';
import { delaySource } from '../../lab/plan/delay-source.ts';
import { lossesBeyondDelay } from '../../lab/runs/beyond-delay.ts';
import { groupGap, grownGroups, mixAgainst, SINGLE_WAYS } from '../../lab/analysis/grown-groups.ts';
import { gapOf, networkPairs } from '../../lab/analysis/network-gap.ts';
import { transfersOf } from '../../lab/analysis/transfer.ts';
import { textName } from '../../lab/plan/corpora.ts';
import { finalTests } from '../../lab/runs/answers.ts';
import { finalLosses, hasEnded, reachedLosses, type Run } from '../../lab/runs/run.ts';
import type { ExperimentState } from '../../lab/state/state.ts';
import type { RatesAnalysis } from '../../laws/analysis/analyse-rates.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { mean } from '../../laws/stats/mean.ts';
import type { LawHeadline } from './headline.ts';
import { shownLabel } from '../kit/shown-label.ts';

/** The fewest shapes that are compared. */
const FEWEST = 3;

/** How far seeds are apart. */
export function dynamicsHeadline(state: ExperimentState): LawHeadline {
  const found = (state.analysis.dynamics ?? []).flatMap(({ ends, run: id, seeds }) => {
    const run = state.runs.find(({ plan }) => plan.id === id);
    return run === undefined || isRefusal(ends) ? [] : [{ of: run.settings.series, seeds, ...ends }];
  });
  const [first] = found;
  if (first === undefined) return { kind: 'needs', words: 'Needs one finished run with several seeds.' };
  const parts = found.map(({ deviation, of }) => `${OF_SEEDS[of] ?? of}: ${deviation.toFixed(4)}`);
  return {
    kind: 'law',
    formula: `L = ${formatLoss(first.mean)} ± ${first.deviation.toFixed(4)} nats`,
    words: 'Models that differ only in their seed end this far apart (one standard deviation).',
    interval: `${parts.join('; ')}; ${whole(first.seeds)} seeds each`,
  };
}

const OF_SEEDS: Readonly<Record<string, string>> = {
  weights: 'seeds of the weights',
  order: 'orders of the data',
};

/** The largest difference between shapes. */
export function shapeHeadline({ runs }: ExperimentState): LawHeadline {
  const losses = finished(runs);
  if (losses.length < FEWEST) return { kind: 'needs', words: 'Needs at least 3 finished models.' };
  const [best, worst] = extremes(losses);
  const apart = percent(worst.loss / best.loss - 1);
  return {
    kind: 'law',
    formula: `${apart} from best to worst`,
    words: `At the same N, ${whole(losses.length)} shapes end within ${apart} of each other.`,
    interval: `best: ${shownLabel(best.run.label)}, ${formatLoss(best.loss)}; worst: ${shownLabel(worst.run.label)}, ${formatLoss(worst.loss)}`,
  };
}

/** How far the mix of depth and width ends from the best single way of spending as many FLOPs, where it spends most. */
export function compoundHeadline({ runs }: ExperimentState): LawHeadline {
  const groups = grownGroups(runs);
  const all = mixAgainst(SINGLE_WAYS, groups);
  const dearest = all.at(-1)?.[0];
  const pairs = all.filter(([mix]) => mix === dearest);
  const [pair] = pairs.toSorted(([, a], [, b]) => mean(a.logs) - mean(b.logs));
  const gap = pair === undefined ? null : groupGap(pair, groups, all.length);
  if (pair === undefined || gap === null)
    return { kind: 'needs', words: 'Needs a mix and a single way at equal FLOPs, with two seeds.' };
  const [mix, single] = pair;
  const [value, low, high] = [gap.value, gap.low, gap.high].map((log) => signedPercent(Math.expm1(log)));
  const at = `At ${2 ** mix.doublings} times the FLOPs`;
  if (gap.low <= 0 && gap.high >= 0) {
    return {
      kind: 'unshown',
      words: `${at}, the mix’s loss is ${percent(Math.abs(Math.expm1(gap.value)))} ${gap.value > 0 ? 'above' : 'below'} that of the best single way, ${single.series} (95 %: ${low} to ${high}), so these models do not show which is better.`,
    };
  }
  return {
    kind: 'law',
    formula: `mix − ${single.series} = ${value} of the loss`,
    words: `${at}, the ${gap.value > 0 ? `best single way, ${single.series},` : 'mix of depth and width'} has the lower loss.`,
    interval: `95 %: ${low} to ${high}`,
  };
}

/** The largest difference between schedules. */
export function schedulesHeadline(state: ExperimentState): LawHeadline {
  const losses = finished(state.runs);
  if (losses.length < 2) return { kind: 'needs', words: 'Needs at least 2 finished schedules.' };
  const [best, worst] = extremes(losses);
  return {
    kind: 'law',
    formula: `${percent(worst.loss / best.loss - 1)} from best to worst`,
    words: `The best schedule is ${shownLabel(best.run.settings.schedule)}, and the worst is ${shownLabel(worst.run.settings.schedule)}.`,
    interval: `${formatLoss(best.loss)} and ${formatLoss(worst.loss)}`,
  };
}

/** How much higher the loss of LSTMs is than that of transformers of equal N. */
export function networksHeadline({ runs }: ExperimentState): LawHeadline {
  const pairs = networkPairs(runs);
  const gap = gapOf(pairs, reachedLosses);
  if (gap === null) return { kind: 'needs', words: 'Needs two sizes of both networks.' };
  const [value, low, high] = [gap.value, gap.low, gap.high].map((nats) => signed(nats, 3));
  if (gap.low <= 0 && gap.high >= 0) {
    return {
      kind: 'unshown',
      words: `At equal N, the LSTM’s loss less the transformer’s is ${value} nats (95 %: ${low} to ${high}), so these models do not show which network is better.`,
    };
  }
  return {
    kind: 'law',
    formula: `L(LSTM) − L(transformer) = ${value} nats`,
    words: `At equal N, the ${gap.value > 0 ? 'transformer' : 'LSTM'} has the lower loss: the mean over ${whole(pairs.length)} sizes.`,
    interval: `95 %: ${low} to ${high} nats`,
  };
}

/** How often the smallest and the largest model follow the instruction of a memo trap. */
export function inverseHeadline({ runs }: ExperimentState): LawHeadline {
  const shares = runs.flatMap((run) => {
    const score = finalTests(run).find(({ name }) => name === 'trap');
    const { width } = run.settings;
    if (score === undefined) return [];
    return [{ width, share: percent(mean(score.right) / score.windows), of: score.windows }];
  });
  const [smallest, largest] = [shares[0], shares.findLast(({ width }) => width !== shares[0]?.width)];
  if (smallest === undefined || largest === undefined)
    return { kind: 'needs', words: 'Needs two widths that have met the memo trap.' };
  return {
    kind: 'law',
    formula: `${smallest.share} at d ${smallest.width}, ${largest.share} at d ${largest.width}`,
    words: 'So often they obey an instruction to end otherwise than they have memorised.',
    interval: `of ${whole(largest.of)} test items, as a mean over seeds`,
  };
}

/** What a nat less on the own text is worth on each other text. */
export function transferHeadline({ runs }: ExperimentState): LawHeadline {
  const lines = transfersOf(runs).flatMap(({ finals, line, text }) =>
    line === null || finals.length < 3
      ? []
      : [{ finals, name: textName(text), slope: signed(line.slope, 2) }],
  );
  if (lines.length === 0) return { kind: 'needs', words: 'Needs three widths that have ended.' };
  return {
    kind: 'law',
    formula: lines.map(({ name, slope }) => `${slope} (${name})`).join(', '),
    words: 'A nat less on its own text makes a model so many nats better on another one.',
    interval: `slopes of the lines through the ends of ${whole(lines[0]?.finals.length ?? 0)} widths`,
  };
}

/** How far above H both networks end at the longest delay that both have finished. */
export function memoryHeadline({ runs }: ExperimentState): LawHeadline {
  const [transformers, lstms] = [undefined, 'lstm'].map((network) =>
    excessesByDelay(runs.filter(({ settings }) => settings.network === network)),
  );
  const lag = Math.max(...[...(transformers?.keys() ?? [])].filter((one) => lstms?.has(one)));
  const [ours, theirs] = [transformers?.get(lag), lstms?.get(lag)];
  if (ours === undefined || theirs === undefined)
    return { kind: 'needs', words: 'Needs one delay with both networks.' };
  const [left, right] = [ours, theirs].map((excesses) => signed(mean(excesses), 2));
  return {
    kind: 'law',
    formula: `H + ${left} against H + ${right} nats`,
    words: `At a delay of ${whole(lag)} symbols the transformer ends ${left} nats above the entropy H, and the LSTM ${right} nats.`,
    interval: `seeds: ${extentWords(ours)}, and ${extentWords(theirs)}`,
  };
}

/** How far above H the models of these runs end, by their delay. */
function excessesByDelay(runs: readonly Run[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const run of runs) {
    const source = delaySource(run.settings.corpus);
    const losses = lossesBeyondDelay(run);
    if (source === null || losses === null) continue;
    found.set(source.lag, [...(found.get(source.lag) ?? []), ...losses.map((loss) => loss - source.known)]);
  }
  return found;
}

function extentWords(values: readonly number[]): string {
  const [low, high] = [signed(Math.min(...values), 2), signed(Math.max(...values), 2)];
  return low === high ? low : `${low} to ${high}`;
}

function signed(value: number, digits: number): string {
  return value.toFixed(digits).replace('-', '−');
}

/** How the best learning rate moves from the narrower model to the wider one. */
export function ratesHeadline({ analysis: { rates }, runs }: ExperimentState): LawHeadline {
  if (rates === undefined || isRefusal(rates.ratio)) {
    if (rates !== undefined && rates.models.length > 1 && runs.every(hasEnded)) {
      return { kind: 'unshown', words: withoutBestRates(rates) };
    }
    return { kind: 'needs', words: 'Needs two finished widths whose best rates lie among those tried.' };
  }
  const { high, low, value } = rates.ratio;
  return {
    kind: 'law',
    formula: `best rate × ${figure(value)}`,
    words: `From the narrower model to the wider one, the best learning rate changes by a factor of ${figure(value)}.`,
    interval: `95 %: ${figure(low)} to ${figure(high)}`,
  };
}

/** Why there is no best rate of both widths, once both have ended. */
function withoutBestRates({ models }: RatesAnalysis): string {
  const outside = models.flatMap(({ best }) =>
    !isRefusal(best) && (best.place === 'below' || best.place === 'above') ? [best.place] : [],
  );
  const [first] = outside;
  if (first !== undefined) return `A width learns best at a rate ${first} those tried.`;
  if (models.some(({ best }) => isRefusal(best))) return 'Too few rates trained a width without diverging.';
  return 'These losses are too noisy to show where the best rate of both widths lies. More seeds or longer training would narrow it.';
}

/** The frequency of words over their rank. */
export function zipfHeadline({ ranks }: ExperimentState): LawHeadline {
  if (ranks === null) return { kind: 'needs', words: 'Needs a text whose words are counted.' };
  if (isRefusal(ranks)) return { kind: 'unshown', words: `${ranks.refused}.` };
  const { counts, exponent, lastRank, rSquared } = ranks;
  return {
    kind: 'law',
    formula: `f ∝ 1 / r^${exponent.toFixed(2)}`,
    words: `A word of twice the rank is ${figure(2 ** exponent)} times as rare.`,
    interval: `R² ${rSquared.toFixed(3)} over the first ${whole(lastRank)} of ${whole(counts.length)} different words`,
  };
}

interface FinishedRun {
  readonly run: Run;
  readonly loss: number;
}

/** Finished runs with the mean of their lanes, lowest loss first. */
function finished(runs: readonly Run[]): FinishedRun[] {
  return runs
    .flatMap((run) => {
      const losses = finalLosses(run);
      const loss = losses === null ? NaN : mean(losses);
      return Number.isFinite(loss) ? [{ run, loss }] : [];
    })
    .toSorted((a, b) => a.loss - b.loss);
}

function extremes(losses: readonly FinishedRun[]): [best: FinishedRun, worst: FinishedRun] {
  const [best, worst] = [losses[0], losses.at(-1)];
  if (best === undefined || worst === undefined) throw new Error('there is no finished run');
  return [best, worst];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** `+0.6 %` or `−2.5 %` */
function signedPercent(share: number): string {
  return `${share > 0 ? '+' : ''}${signed(100 * share, 1)} %`;
}

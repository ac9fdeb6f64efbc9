import { isRefusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { mean } from '../../laws/stats/mean.ts';
import { lawOf } from '../analysis/laws-of.ts';
import { gapOf, networkPairs, type NetworkPair } from '../analysis/network-gap.ts';
import { finalPositionLosses, reachedLosses, type Run } from '../runs/run.ts';
import { effectsOf, logSize } from './effects.ts';
import { type Evidence, type Finding, notTested, orElse, withoutLaw } from './finding.ts';
import { tooWide } from './more-seeds.ts';
import { FOUR_SEEDS, LONGER } from './next-steps.ts';

/** A gap that surely lies within so many nats is none that matters. */
const SMALL = 0.02;

/** Positions up to this one count as early. */
const EARLY = 10;

/** Kaplan et al. 2020, figure 7, at equal N. */
export function architecture({ runs, analysis }: Evidence): Finding[] {
  const pairs = networkPairs(runs);
  return [
    ...['transformer', 'LSTM'].map((series) => orElse(LONGER, falls(series, analysis, runs))),
    worse(
      'At equal N the LSTM has the higher loss.',
      gapOf(pairs, reachedLosses),
      countWords(pairs, runs),
      seedsOf(pairs),
    ),
    lateInContext(pairs),
  ];
}

function falls(series: string, analysis: Evidence['analysis'], runs: readonly Run[]): Finding {
  const claim = `The loss of the ${series} falls as a power law of N.`;
  const law = lawOf(analysis, series, 'N');
  if (law === null) return notTested(claim, 'No model has finished.');
  const members = runs.filter(({ settings }) => settings.series === series);
  if (isRefusal(law)) return withoutLaw(claim, law, { runs: members, quantities: [logSize] });
  const { low, high } = law.exponentInterval;
  const [slope] = effectsOf(members, [logSize]) ?? [];
  return {
    claim,
    holds: slope !== undefined && slope.high < 0 ? true : null,
    words: `${law.formula}; α is ${low.toFixed(3)} to ${high.toFixed(3)}.`,
  };
}

/** A gap above 0: seen, contradicted, or not told by these pairs, and then the seeds that would, if seeds make the sizes differ. */
function worse(claim: string, gap: Estimate | null, from: string, seeds: number): Finding {
  if (gap === null) return notTested(claim, 'Fewer than two sizes have both networks.');
  const words = `The LSTM’s loss is ${gapWords(gap)}, ${from}.`;
  if (gap.low > 0) return { claim, holds: true, words };
  if (gap.high < 0) return orElse(FOUR_SEEDS, { claim, holds: false, words: `${words} The LSTM is better.` });
  if (Math.max(-gap.low, gap.high) < SMALL) {
    const none = `${words} No difference above ${SMALL} nats is left.`;
    return orElse(LONGER, { claim, holds: false, words: none });
  }
  const room = Math.max(Math.abs(gap.value), SMALL);
  return tooWide(claim, words, { seeds, half: gap.high - gap.value, room });
}

function lateInContext(pairs: readonly NetworkPair[]): Finding {
  const claim = 'The LSTM is worse in the last quarter of the context.';
  const context = pairs[0]?.lstms[0]?.plan.shape.context ?? 0;
  const late = gapBetween(pairs, 0.75 * context + 1, context);
  const found = worse(claim, late, 'the mean over these positions', seedsOf(pairs));
  if (context < EARLY) return found;
  const [first, second] = [gapBetween(pairs, 1, 5), gapBetween(pairs, 6, EARLY)];
  if (late === null || first === null || second === null) return found;
  const words = `${found.words} At positions 1 to 5 it is ${gapWords(first)}, at 6 to 10 ${gapWords(second)}.${earlyWords(second, late)}`;
  return { ...found, words };
}

/** Whether the gap opens late, as in the paper, or is there early. */
function earlyWords(early: Estimate, late: Estimate): string {
  if (late.low <= 0) return '';
  return early.low > 0
    ? ' So it is behind by position 10 already, and the paper’s “equal early, worse late” does not show here.'
    : ' So it is behind late, and not surely by position 10.';
}

/** The gap at these positions, counted from 1. */
function gapBetween(pairs: readonly NetworkPair[], from: number, to: number): Estimate | null {
  return gapOf(pairs, (run) => {
    const losses = finalPositionLosses(run);
    const { context } = run.plan.shape;
    return losses === null
      ? null
      : run.plan.lanes.map((_, lane) =>
          mean(losses.subarray(lane * context + from - 1, lane * context + to)),
        );
  });
}

function countWords(pairs: readonly NetworkPair[], runs: readonly Run[]): string {
  const finished = runs.filter(
    ({ settings, state }) => settings.network === undefined && state === 'finished',
  );
  const alone = new Set(finished.map(({ parameters }) => parameters.nonEmbedding)).size - pairs.length;
  const rest = alone > 0 ? `; ${alone} more have no LSTM of nearly the same N` : '';
  return `the mean over ${pairs.length} sizes${rest}`;
}

/** Seeds of each model. */
function seedsOf(pairs: readonly NetworkPair[]): number {
  return Math.max(1, Math.min(...pairs.flatMap(({ lstms }) => lstms.map(({ plan }) => plan.lanes.length))));
}

/** `0.083 nats higher (95 %: 0.051 to 0.115)` */
function gapWords({ value, low, high }: Estimate): string {
  const by = `${Math.abs(value).toFixed(3)} nats ${value < 0 ? 'lower' : 'higher'}`;
  return `${by} (95 %: ${signed(low)} to ${signed(high)})`;
}

function signed(nats: number): string {
  return nats.toFixed(3).replace('-', '−');
}

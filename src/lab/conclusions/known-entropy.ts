import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { Interval } from '../../laws/stats/interval.ts';
import { lawOf } from '../analysis/laws-of.ts';
import { type Corpus, corpusOf } from '../plan/corpora.ts';
import { reachedLosses, type Run } from '../runs/run.ts';
import { logSize } from './effects.ts';
import { type Evidence, type Finding, notTested, withoutLaw, orElse } from './finding.ts';
import { tooWide } from './more-seeds.ts';
import { LONGER } from './next-steps.ts';

/** The largest distance in nats of a model from the entropy of a source with nothing to learn. Chance can put it below. */
const SITS_ON = 0.02;

/** Nats: a floor off by more is not the entropy. Half of what the narrowest and the widest model differ by. */
const NEAR = 0.075;

/** Near its floor a loss falls with a small exponent: by less than 1.5 % over all widths with this one. */
const HARDLY_FALLS = 0.005;

/** L = H + KL: the floor of L(N) is the entropy of the source. Each source is a series. */
export function knownEntropy({ runs, analysis }: Evidence): Finding[] {
  const sources = new Map(runs.map(({ settings }) => [settings.series, settings]));
  return Array.from(sources, ([series, { corpus: id, context }]) => {
    const corpus = corpusOf(id, context);
    const members = runs.filter((run) => run.settings.series === series);
    return nothingToLearn(corpus)
      ? sitsOnEntropy(corpus, members)
      : floorIsEntropy(corpus, lawOf(analysis, series, 'N'), members);
  });
}

function nothingToLearn({ leastLoss, vocabulary }: Corpus): boolean {
  return leastLoss !== null && leastLoss.low >= Math.log(vocabulary);
}

/** Holds if the whole interval of the floor is near the least loss over windows; contradicted if none of it is. */
function floorIsEntropy(
  { leastLoss, title }: Corpus,
  law: SampledLaw | Refusal | null,
  runs: readonly Run[],
): Finding {
  const claim = `${title}: the fitted floor E is within ${NEAR} nats of the source's entropy H.`;
  if (leastLoss === null) return orElse(LONGER, notTested(claim, 'The entropy of this text is not known.'));
  if (law === null) return orElse(LONGER, notTested(claim, 'No model has finished.'));
  if (isRefusal(law))
    return orElse(LONGER, withoutLaw(claim, law, { runs, quantities: [logSize], least: HARDLY_FALLS }));
  const { floor } = law.intervals;
  if (floor === null) return orElse(LONGER, notTested(claim, `The law has no floor. ${law.reason}`));
  const [low, high] = [leastLoss.low - NEAR, leastLoss.high + NEAR];
  const words = `E = ${law.floor.toFixed(3)} (${floor.low.toFixed(3)} to ${floor.high.toFixed(3)}) from ${law.models.length} models; H = ${leastLoss.low.toFixed(4)}, and at most ${leastLoss.high.toFixed(4)} over windows.`;
  if (floor.low >= low && floor.high <= high) return { claim, holds: true, words };
  if (floor.low <= high && floor.high >= low)
    return openFloor(claim, words, { E: law.floor, floor, low, high, runs });
  const why =
    law.floor > high
      ? 'What these models at this D have not learned is in the floor.'
      : 'The interval accounts for the noise of the runs, but not for errors of the form.';
  return orElse(LONGER, { claim, holds: false, words: `${words} ${why}` });
}

/** A floor whose interval reaches over one limit or both; `half` and `room` are those of the limit that is worse. */
function openFloor(
  claim: string,
  words: string,
  {
    E,
    floor,
    low,
    high,
    runs,
  }: {
    readonly E: number;
    readonly floor: Interval;
    readonly low: number;
    readonly high: number;
    readonly runs: readonly Run[];
  },
): Finding {
  const above = { half: floor.high - E, room: high - E };
  const below = { half: E - floor.low, room: E - low };
  const worse = above.half / Math.abs(above.room) > below.half / Math.abs(below.room) ? above : below;
  return tooWide(claim, words, { seeds: Math.min(...runs.map(({ plan }) => plan.lanes.length)), ...worse });
}

function sitsOnEntropy({ leastLoss, title }: Corpus, runs: readonly Run[]): Finding {
  const entropy = leastLoss?.low ?? NaN;
  const claim = `${title}: every model sits on H = log V.`;
  const losses = runs.flatMap((run) => Array.from(reachedLosses(run) ?? []));
  if (losses.length === 0) return notTested(claim, 'No model has finished.');
  const excess = losses.map((loss) => loss - entropy);
  return {
    claim,
    holds: excess.every((nats) => Math.abs(nats) <= SITS_ON),
    words: `H = ${entropy.toFixed(4)}; losses less H: ${excess.map((nats) => nats.toFixed(4)).join(', ')} (at most ${SITS_ON} is asked).`,
  };
}

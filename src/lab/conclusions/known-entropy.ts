import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { lawOf } from '../analysis/laws-of.ts';
import { type Corpus, corpusOf } from '../plan/corpora.ts';
import { reachedLosses, type Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, withoutLaw, orElse } from './finding.ts';
import { LONGER } from './next-steps.ts';

/** The largest distance in nats of a model from the entropy of a source with nothing to learn. Chance can put it below. */
const SITS_ON = 0.02;

/** L = H + KL: the floor of L(N) is the entropy of the source. Each source is a series. */
export function knownEntropy({ runs, analysis }: Evidence): Finding[] {
  const sources = new Map(runs.map(({ settings }) => [settings.series, settings]));
  return Array.from(sources, ([series, { corpus: id, context }]) => {
    const corpus = corpusOf(id, context);
    const members = runs.filter((run) => run.settings.series === series);
    return nothingToLearn(corpus)
      ? sitsOnEntropy(corpus, members)
      : orElse(LONGER, floorIsEntropy(corpus, lawOf(analysis, series, 'N'), members));
  });
}

function nothingToLearn({ leastLoss, vocabulary }: Corpus): boolean {
  return leastLoss !== null && leastLoss.low >= Math.log(vocabulary);
}

/** Holds if the interval of the floor meets the bounds of the least loss over windows. */
function floorIsEntropy(
  { leastLoss, title }: Corpus,
  law: SampledLaw | Refusal | null,
  runs: readonly Run[],
): Finding {
  const claim = `${title}: the fitted floor E is the source's entropy H.`;
  if (leastLoss === null) return notTested(claim, 'The entropy of this text is not known.');
  if (law === null) return notTested(claim, 'No model has finished.');
  if (isRefusal(law)) return withoutLaw(claim, law, runs);
  const { floor } = law.intervals;
  if (floor === null) return notTested(claim, `The law has no floor. ${law.reason}`);
  const holds = floor.low <= leastLoss.high && floor.high >= leastLoss.low;
  const off = law.floor - leastLoss.low;
  const rest = holds
    ? ''
    : off > 0
      ? ' What these models at this D have not learned is in the floor.'
      : ' The interval accounts for the noise of the runs, but not for errors of the form.';
  return {
    claim,
    holds,
    words: `E = ${law.floor.toFixed(3)} (${floor.low.toFixed(3)} to ${floor.high.toFixed(3)}) from ${law.models.length} models; H = ${leastLoss.low.toFixed(4)}, and at most ${leastLoss.high.toFixed(4)} over windows.${rest}`,
  };
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

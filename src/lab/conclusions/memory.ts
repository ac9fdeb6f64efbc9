import type { Estimate } from '../../laws/stats/interval.ts';
import { mean } from '../../laws/stats/mean.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import { studentQuantile } from '../../laws/stats/student.ts';
import { delaySource, type DelaySource } from '../plan/delay-source.ts';
import { lossesBeyondDelay } from '../runs/beyond-delay.ts';
import { networkName } from '../plan/network-name.ts';
import type { Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { meansBySeed } from '../runs/means-by-seed.ts';
import { FOUR_SEEDS, LONGER } from './next-steps.ts';

/** A network has learned a delay if it loses at most so many nats more than H. */
const LEARNED = 0.4;
/** How much worse an LSTM has to be, in nats, at delays of at least so many symbols. */
const WORSE = 1;
const LONG = 10;

/** Losses beyond the delay of the models of one network at one delay, one a seed. */
interface Group extends DelaySource {
  readonly network: 'transformer' | 'LSTM';
  readonly losses: readonly number[];
}

/** What Kaplan et al. 2020, figure 7, say of both networks, on sources that need a memory of known length. */
export function memory({ runs }: Evidence): Finding[] {
  const groups = groupsOf(runs);
  const of = (network: Group['network']) =>
    groups.filter((group) => group.network === network).toSorted((a, b) => a.lag - b.lag);
  const [transformers, lstms] = [of('transformer'), of('LSTM')];
  const long = lstms.filter(({ lag }) => lag >= LONG);
  return [
    orElse(LONGER, learns('The transformer learns every delay.', transformers, transformers)),
    orElse(LONGER, learns('The LSTM learns the shortest delay.', lstms.slice(0, 1), lstms)),
    orElse(FOUR_SEEDS, forgets(long, transformers, lstms)),
  ];
}

function groupsOf(runs: readonly Run[]): Group[] {
  const groups = new Map<string, { readonly source: DelaySource; readonly members: Run[] }>();
  for (const run of runs) {
    const source = delaySource(run.settings.corpus);
    if (source === null || lossesBeyondDelay(run) === null) continue;
    const key = `${networkName(run.settings.network)} ${source.lag}`;
    groups.set(key, { source, members: [...(groups.get(key)?.members ?? []), run] });
  }
  return Array.from(groups.values(), ({ members, source }) => ({
    ...source,
    network: networkName(members[0]?.settings.network),
    losses: meansBySeed(members, lossesBeyondDelay),
  }));
}

/** Whether these groups end near H. Seeds of all groups of the network say how much chance does. */
function learns(claim: string, groups: readonly Group[], all: readonly Group[]): Finding {
  if (groups.length === 0) return notTested(claim, 'No model has finished.');
  const spread = spreadOf(all);
  if (spread === null) return notTested(claim, ONE_SEED);
  const excesses = groups.map(({ losses, known }) =>
    withInterval(mean(losses) - known, [{ spread, losses }]),
  );
  const words = `Above H = ${groups[0]?.known.toFixed(3)}: ${groups.map(({ lag }, i) => `${natsWords(excesses[i])} at delay ${lag}`).join('; ')}. At most ${LEARNED} is asked.`;
  if (excesses.every(({ high }) => high <= LEARNED)) return { claim, holds: true, words };
  if (excesses.some(({ low }) => low > LEARNED)) return { claim, holds: false, words };
  return notTested(claim, `${words} These models cannot tell yet: more tokens or seeds would.`);
}

function forgets(long: readonly Group[], transformers: readonly Group[], lstms: readonly Group[]): Finding {
  const claim = `At delays of ${LONG} symbols and more the LSTM is worse by more than ${WORSE} nat.`;
  const pairs = long.flatMap((lstm) => {
    const transformer = transformers.find(({ lag }) => lag === lstm.lag);
    return transformer === undefined ? [] : [{ lstm, transformer }];
  });
  if (pairs.length === 0) return notTested(claim, 'No delay has finished models of both networks.');
  const [ofLstms, ofTransformers] = [spreadOf(lstms), spreadOf(transformers)];
  if (ofLstms === null || ofTransformers === null) return notTested(claim, ONE_SEED);
  const gaps = pairs.map(({ lstm, transformer }) =>
    withInterval(mean(lstm.losses) - mean(transformer.losses), [
      { spread: ofLstms, losses: lstm.losses },
      { spread: ofTransformers, losses: transformer.losses },
    ]),
  );
  const words = `The LSTM loses ${pairs.map(({ lstm }, i) => `${natsWords(gaps[i])} more at delay ${lstm.lag}`).join('; ')}.`;
  if (gaps.every(({ low }) => low > WORSE)) return { claim, holds: true, words };
  if (gaps.some(({ high }) => high < WORSE)) return { claim, holds: false, words };
  return notTested(claim, `${words} These models cannot tell yet: more seeds would.`);
}

const ONE_SEED = 'One seed of each has no interval: two would.';

/** How far seeds are apart, over all delays of a network. */
interface Spread {
  readonly deviation: number;
  /** Degrees of freedom. */
  readonly freedom: number;
}

function spreadOf(groups: readonly Group[]): Spread | null {
  const deviation = pooledDeviation(groups.map(({ losses }) => losses));
  if (typeof deviation !== 'number') return null;
  return { deviation, freedom: groups.reduce((sum, { losses }) => sum + losses.length - 1, 0) };
}

/** A sum or difference of means with its 95 % interval (Welch 1947). */
function withInterval(
  value: number,
  parts: readonly { readonly spread: Spread; readonly losses: readonly number[] }[],
): Estimate {
  const variances = parts.map(({ spread, losses }) => spread.deviation ** 2 / losses.length);
  const variance = variances.reduce((sum, one) => sum + one, 0);
  const shares = parts.map(({ spread }, i) => ((variances[i] ?? 0) / (variance || 1)) ** 2 / spread.freedom);
  const freedom = Math.max(1, Math.floor(1 / (shares.reduce((sum, one) => sum + one, 0) || 1)));
  const half = studentQuantile(0.975, freedom) * Math.sqrt(variance);
  return { value, low: value - half, high: value + half };
}

/** `2.31 (2.25 to 2.37)` */
function natsWords(estimate: Estimate | undefined): string {
  const [value, low, high] = [estimate?.value, estimate?.low, estimate?.high].map((nats = NaN) =>
    nats.toFixed(2).replace('-', '−'),
  );
  return `${value} (${low} to ${high})`;
}

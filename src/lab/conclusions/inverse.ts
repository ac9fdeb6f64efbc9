import type { Estimate } from '../../laws/stats/interval.ts';
import { mean } from '../../laws/stats/mean.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import { studentQuantile } from '../../laws/stats/student.ts';
import { wilson } from '../../laws/stats/wilson.ts';
import { trapSource } from '../plan/trap-source.ts';
import { answerLosses, finalTests } from '../runs/answers.ts';
import type { Run } from '../runs/run.ts';
import { notTested, orElse, type Evidence, type Finding } from './finding.ts';
import { meansBySeed } from '../runs/means-by-seed.ts';
import { FOUR_SEEDS, LONGER } from './next-steps.ts';

/** Fewer widths show no fall and no turn. */
const LEAST_WIDTHS = 3;

/** A quantity of the models of one width, with its 95 % interval. */
interface AtWidth extends Estimate {
  readonly width: number;
}

/** What McKenzie et al. 2023 and Wei et al. 2022 say of accuracy over size, on items that are traps. */
export function inverse({ runs }: Evidence): Finding[] {
  const of = (form: 'memo' | 'secret') =>
    runs.filter(({ settings }) => trapSource(settings.corpus)?.form === form);
  const [memo, secret] = [of('memo'), of('secret')];
  return [
    orElse(FOUR_SEEDS, falls(memo)),
    orElse(LONGER, learns(memo)),
    ...(secret.length > 0 ? [orElse(FOUR_SEEDS, turns(secret))] : []),
  ];
}

/** Whether every next width answers the traps worse, with intervals that do not touch. */
function falls(runs: readonly Run[]): Finding {
  const claim = 'Each larger model follows the instruction of the trap less often.';
  const shares = sharesAt(runs, 'trap');
  if (typeof shares === 'string') return notTested(claim, shares);
  const words = `Right answers: ${shares.map(shareWords).join('; ')}.`;
  const pairs = shares.slice(1).map((larger, i) => ({ smaller: shares[i] ?? larger, larger }));
  if (pairs.every(({ larger, smaller }) => larger.high < smaller.low)) return { claim, holds: true, words };
  if (pairs.some(({ larger, smaller }) => larger.low > smaller.high)) return { claim, holds: false, words };
  return notTested(claim, `${words} The intervals of neighbours touch: more seeds would tell.`);
}

/** Whether the largest model knows the answers of held-out items better than the smallest. */
function learns(runs: readonly Run[]): Finding {
  const claim = 'Meanwhile the loss of the answers of held-out items falls.';
  const losses = estimatesAt(runs, answerLosses);
  if (typeof losses === 'string') return notTested(claim, losses);
  const [smallest, largest] = [losses[0], losses.at(-1)];
  if (smallest === undefined || largest === undefined) return notTested(claim, 'No model has finished.');
  const words = `Nats an answer: ${losses.map(({ width, value, low, high }) => `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}) at d ${width}`).join('; ')}.`;
  if (largest.high < smallest.low) return { claim, holds: true, words };
  if (largest.low > smallest.high) return { claim, holds: false, words };
  return notTested(claim, `${words} The intervals of both ends touch: longer runs would tell.`);
}

/** Whether a width between the ends answers worse than both, with intervals that do not touch. */
function turns(runs: readonly Run[]): Finding {
  const claim = 'With a secret bit the middle sizes are worst: the largest model has found the rule.';
  const shares = sharesAt(runs, 'bit-1');
  if (typeof shares === 'string') return notTested(claim, shares);
  const words = `Right answers where the bit is 1: ${shares.map(shareWords).join('; ')}.`;
  const [first, last] = [shares[0], shares.at(-1)];
  if (first === undefined || last === undefined) return notTested(claim, words);
  const inner = shares.slice(1, -1);
  const ends = Math.min(first.low, last.low);
  if (inner.some(({ high }) => high < ends)) return { claim, holds: true, words };
  const highest = Math.min(first.high, last.high);
  if (inner.every(({ low }) => low > highest)) return { claim, holds: false, words };
  return notTested(claim, `${words} The intervals touch: more seeds would tell.`);
}

/** The share of right answers to a set of tests at each width, or why it is not known. */
function sharesAt(runs: readonly Run[], set: string): AtWidth[] | string {
  const scoreOf = (run: Run) => finalTests(run).find(({ name }) => name === set);
  const windows = Math.min(...runs.map((run) => scoreOf(run)?.windows ?? Infinity));
  const shares = estimatesAt(runs, (run) => {
    const score = scoreOf(run);
    return score === undefined ? null : score.right.map((right) => right / score.windows);
  });
  if (typeof shares === 'string') return shares;
  // All seeds answer the same items, so that their number adds nothing to what items tell.
  return shares.map((share) => {
    const { low, high } = wilson(share.value * windows, windows);
    return { ...share, low: Math.min(share.low, low), high: Math.max(share.high, high) };
  });
}

/** Means over seeds at each width, narrowest first, with intervals from how far seeds are apart, pooled over widths. */
function estimatesAt(
  runs: readonly Run[],
  valuesOf: (run: Run) => ArrayLike<number> | null,
): AtWidth[] | string {
  const known = runs.filter((run) => valuesOf(run) !== null);
  const widths = [...new Set(known.map(({ settings }) => settings.width))].toSorted((a, b) => a - b);
  if (widths.length < LEAST_WIDTHS) {
    return `That needs ${LEAST_WIDTHS} widths, and models of ${widths.length} have finished.`;
  }
  const groups = widths.map((width) =>
    meansBySeed(
      known.filter(({ settings }) => settings.width === width),
      valuesOf,
    ),
  );
  const deviation = pooledDeviation(groups);
  if (typeof deviation !== 'number') return 'One seed of each has no interval: two would.';
  const freedom = groups.reduce((sum, values) => sum + values.length - 1, 0);
  return widths.map((width, i) => {
    const values = groups[i] ?? [];
    const value = mean(values);
    const half = (studentQuantile(0.975, freedom) * deviation) / Math.sqrt(values.length);
    return { width, value, low: value - half, high: value + half };
  });
}

/** `66.0 % (60.1 to 71.9) at d 16` */
function shareWords({ width, value, low, high }: AtWidth): string {
  const [share, from, to] = [value, Math.max(0, low), Math.min(1, high)].map((part) =>
    (100 * part).toFixed(1),
  );
  return `${share} % (${from} to ${to}) at d ${width}`;
}

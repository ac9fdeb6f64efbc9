import { figure } from '../../charts/quantity.ts';
import { STANDARD_HASH } from '../../benchmark/standard/standard-hash.ts';
import {
  compareSummaries,
  type Comparable,
  type SpeedRatio,
} from '../../benchmark/stats/compare-summaries.ts';

/** Smaller differences are told in per cent. */
const SMALL = 0.1;

/** How fast a machine is beside this one, in a sentence or two; or why that cannot be said. */
export function differenceWords(other: Comparable, own: Comparable | null): string {
  if (other.standard !== STANDARD_HASH)
    return `It measured the standard ${other.standard}, and this page measures ${STANDARD_HASH}: only results of one standard are compared.`;
  // A result that cannot be compared with itself cannot be compared with any.
  const made = compareSummaries(other, own ?? other);
  if ('refused' in made) return made.refused;
  if (own === null) return 'Run the whole benchmark here to compare this machine with it.';
  const speed =
    made.score !== null
      ? `By its score it is ${speedWords(made.score)}.`
      : `By model it is ${made.entries.map((entry) => `${speedWords(entry)} at ${entry.name}`).join('; ')}.`;
  return `${speed}${noiseWords(made.score)}${editionWords(other, own)}`;
}

/** `1.34 times as fast as this machine (95 % interval 1.31 to 1.38)`, or `0.7 % slower than this machine (…)` */
function speedWords({ ratio: { high, low, value } }: SpeedRatio): string {
  if (Math.abs(value - 1) >= SMALL) {
    const range = low === null ? '' : ` (95 % interval ${figure(low)} to ${figure(high)})`;
    return `${figure(value)} times as fast as this machine${range}`;
  }
  const range = low === null ? '' : ` (95 % interval: ${percentWords(low)} to ${percentWords(high)})`;
  return `${percentWords(value)} than this machine${range}`;
}

/** `0.7 % slower`. */
function percentWords(ratio: number): string {
  const percent = 100 * (ratio - 1);
  return `${figure(Math.abs(Number(percent.toFixed(2))))} % ${percent < 0 ? 'slower' : 'faster'}`;
}

function noiseWords(score: SpeedRatio | null): string {
  return score?.withinNoise === true ? ' The difference is within noise.' : '';
}

/** Newer kernels may be faster on the same machine. */
function editionWords({ edition }: Comparable, own: Comparable): string {
  if (edition === undefined || own.edition === undefined || edition === own.edition) return '';
  return ` Its kernels differ (${edition.slice(0, 8)}, here ${own.edition.slice(0, 8)}), which may make part of the difference.`;
}

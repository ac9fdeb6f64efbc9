import { isRefusal } from '../../laws/refusal.ts';
import { type Evidence, type Finding, notTested } from './finding.ts';

const NEAR_ONE = { low: 0.8, high: 1.2 };
const STRAIGHT = 0.97;

/** Zipf 1935: the frequency of a word is proportional to one over its rank. */
export function zipf({ ranks }: Evidence): Finding[] {
  const claim = 'The frequency of words falls as a power of their rank, near 1.';
  if (ranks === null) return [notTested(claim, 'No text was counted.')];
  if (isRefusal(ranks)) return [notTested(claim, ranks.refused)];
  const { exponent, rSquared, counts, words, lastRank } = ranks;
  return [
    {
      claim,
      holds: exponent >= NEAR_ONE.low && exponent <= NEAR_ONE.high && rSquared >= STRAIGHT,
      words: `f ∝ 1 / r^${exponent.toFixed(2)} over the first ${lastRank.toLocaleString('en')} of ${counts.length.toLocaleString('en')} different words, ${words.toLocaleString('en')} in all; R² = ${rSquared.toFixed(3)} (exponents of ${NEAR_ONE.low} to ${NEAR_ONE.high} and R² of ${STRAIGHT} are asked).`,
    },
  ];
}

import { CONTEXT_MIN } from '../plan/read-draft.ts';
import { FULL_SWEEP, QUICK_SWEEP } from '../plan/recipe.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { type Evidence, type Finding, notTested } from './conclusion.ts';
import type { Preset } from './preset.ts';

/** Nothing is trained, so that a short text will do. */
const LEAST_WINDOWS = { context: CONTEXT_MIN, batch: 1 };

export const zipf = {
  title: 'Zipf',
  headline: 'The frequency of words is a power law of their rank.',
  result: 'The frequency of words is a power law of their rank (Zipf 1935).',
  varies: 'the rank of a word',
  measures: 'text',
  laws: [],
  fits: [],
  floor: 'auto',
  subject: 'none',
  caveats: [],
  stage: { hero: 'rank', beside: null } as const,
  views: [] as const,
  unit: 'run',
  settings: { full: { ...FULL_SWEEP, ...LEAST_WINDOWS }, quick: { ...QUICK_SWEEP, ...LEAST_WINDOWS } },
  editable: { corpus: 'whose words are counted' },
  suggests: 'tokens',
  runs: () => [],
  conclude,
} satisfies Preset;

const NEAR_ONE = { low: 0.8, high: 1.2 };
const STRAIGHT = 0.97;

/** Zipf 1935: the frequency of a word is proportional to one over its rank. */
function conclude({ ranks }: Evidence): Finding[] {
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

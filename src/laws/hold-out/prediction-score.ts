import { LEVEL } from '../stats/interval.ts';
import type { Interval } from '../stats/interval.ts';

/** What was foretold of a run before it was trained, and what it came to. */
export interface Foretold {
  /** 95 % prediction interval, in nats per token. */
  ring: Interval;
  /** Nats per token. */
  loss: number;
}

/** How well predictions did. */
export interface PredictionScore {
  /** How many runs fell in their ring. */
  landed: number;
  predictions: number;
  /** The share that should: 0.95. */
  expected: number;
  /**
   * How likely it is that no more land, if every ring is right and misses are independent. Rings of one fit share its
   * errors, so that their misses come together.
   */
  chance: number;
  /** One sentence, or two. */
  words: string;
}

/** A score that is less likely than this speaks against the rings. */
const UNLIKELY = 0.05;

/** Counts the runs that fell in the ring which was drawn before they were trained. */
export function scorePredictions(foretold: readonly Foretold[]): PredictionScore {
  const landed = foretold.filter(hasLanded).length;
  const predictions = foretold.length;
  const chance = atMost(landed, predictions);
  return { landed, predictions, expected: LEVEL, chance, words: wordsOf(landed, predictions, chance) };
}

export function hasLanded({ ring: { low, high }, loss }: Foretold): boolean {
  return low <= loss && loss <= high;
}

function wordsOf(landed: number, predictions: number, chance: number): string {
  if (predictions === 0) return 'Nothing was foretold.';
  const score = `${landed} of ${predictions} ${predictions === 1 ? 'run' : 'runs'} fell in the ring foretold for them; 95 % should.`;
  if (chance > UNLIKELY) return score;
  return `${score} If the rings were right, so few would have a chance of ${(100 * chance).toPrecision(1)} %.`;
}

/** The chance that at most so many of n land, each with probability 0.95. */
function atMost(landed: number, n: number): number {
  let term = (1 - LEVEL) ** n;
  let sum = term;
  for (let k = 1; k <= landed; k++) {
    term *= ((n - k + 1) / k) * (LEVEL / (1 - LEVEL));
    sum += term;
  }
  return Math.min(sum, 1);
}

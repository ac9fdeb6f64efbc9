import { LEVEL } from '../stats/interval.ts';
import type { Interval } from '../stats/interval.ts';

/** The prediction for a run before it was trained, and the loss that the run reached. */
export interface PredictedLoss {
  /** 95 % prediction interval, in nats per token. */
  ring: Interval;
  /** Nats per token. */
  loss: number;
}

/** How good some predictions were. */
export interface PredictionScore {
  /** How many losses their interval covers. */
  covered: number;
  predictions: number;
  /** The share that should be covered: 0.95. */
  expected: number;
  /**
   * The probability that so few are covered, if every interval is right and misses are independent. Intervals of one
   * fit share its errors, so their misses are not independent.
   */
  chance: number;
  /** One sentence, or two. */
  words: string;
}

/** A score that is less likely than this is evidence against the intervals. */
const UNLIKELY = 0.05;

/** Counts the runs whose loss lies in the interval that was predicted before they were trained. */
export function scorePredictions(predicted: readonly PredictedLoss[]): PredictionScore {
  const covered = predicted.filter(isCovered).length;
  const predictions = predicted.length;
  const chance = atMost(covered, predictions);
  return { covered, predictions, expected: LEVEL, chance, words: wordsOf(covered, predictions, chance) };
}

export function isCovered({ ring: { low, high }, loss }: PredictedLoss): boolean {
  return low <= loss && loss <= high;
}

function wordsOf(covered: number, predictions: number, chance: number): string {
  if (predictions === 0) return 'Nothing was predicted.';
  const runs = predictions === 1 ? 'run lies in its' : 'runs lie in their';
  const score = `${covered} of ${predictions} ${runs} 95 % prediction interval; 95 % should.`;
  if (chance > UNLIKELY) return score;
  return `${score} If the intervals were right, so few would have a chance of ${(100 * chance).toPrecision(1)} %.`;
}

/** The chance that at most `covered` of n are covered, each with probability 0.95. */
function atMost(covered: number, n: number): number {
  let term = (1 - LEVEL) ** n;
  let sum = term;
  for (let k = 1; k <= covered; k++) {
    term *= ((n - k + 1) / k) * (LEVEL / (1 - LEVEL));
    sum += term;
  }
  return Math.min(sum, 1);
}

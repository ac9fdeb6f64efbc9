import type { Refusal } from '../refusal.ts';
import { correlation } from '../stats/correlation.ts';
import type { RunPoint } from './run-point.ts';

/** Values closer than this factor count as one. */
const LEAST_RATIO = 1 + 1e-6;
/** Beyond this correlation of log N with log D the effect of one cannot be told from the effect of the other. */
const MOST_CORRELATION = 1 - 1e-6;

/** A fitted exponent below this does not count as a fall. */
const LEAST_EXPONENT = 1e-6;

/** Says which number of these runs is not positive and finite, or null. */
export function refuseRuns(points: readonly RunPoint[]): Refusal | null {
  for (const { parameters, tokens, uniqueTokens = tokens, loss } of points) {
    const numbers = { N: parameters, D: tokens, U: uniqueTokens, loss };
    const wrong = Object.entries(numbers).find(([, value]) => !(value > 0 && value < Infinity));
    if (wrong) return { refused: `every ${wrong[0]} must be positive and finite: ${wrong[1]}` };
  }
  return null;
}

/** Says why there are too few points for a law with `parameters` parameters, or null. */
export function refuseFewRuns(points: readonly object[], name: string, parameters: number): Refusal | null {
  if (points.length > parameters) return null;
  return { refused: `${name} needs at least ${parameters + 1} runs: ${points.length}` };
}

/**
 * Says why these runs do not determine a law of N and D, or null.
 *
 * @param name of the law in a sentence
 * @param parameters how many constants it has
 * @param least how many values of N, and of D, the law needs
 */
export function refuseJointRuns(
  points: readonly RunPoint[],
  name: string,
  parameters: number,
  least: number,
): Refusal | null {
  return refuseRuns(points) ?? refuseFewRuns(points, name, parameters) ?? refuseSpread(points, name, least);
}

function refuseSpread(points: readonly RunPoint[], name: string, least: number): Refusal | null {
  const logN = points.map(({ parameters }) => Math.log(parameters));
  const logD = points.map(({ tokens }) => Math.log(tokens));
  return refuseLockstep({ symbol: 'N', logs: logN }, { symbol: 'D', logs: logD }, name, least);
}

/** The logs of one size of every run. */
export interface SizeAxis {
  symbol: string;
  logs: readonly number[];
}

/**
 * Says why the effects of two sizes cannot be told apart, or null: each needs `least` values, and they must not change
 * in lockstep.
 */
export function refuseLockstep(
  first: SizeAxis,
  second: SizeAxis,
  name: string,
  least: number,
): Refusal | null {
  for (const { symbol, logs } of [first, second]) {
    const count = countDistinct(logs);
    if (count < least) return { refused: `${name} needs at least ${least} values of ${symbol}: ${count}` };
  }
  if (Math.abs(correlation(first.logs, second.logs)) < MOST_CORRELATION) return null;
  return {
    refused: `${name} needs runs in which ${second.symbol} is not always the same power of ${first.symbol}`,
  };
}

/** Says that a law does not fall, or null. */
export function refuseRisingLaw(symbol: 'N' | 'D' | 'S', exponent: number): Refusal | null {
  if (exponent > LEAST_EXPONENT) return null;
  return {
    refused: `the loss does not fall as ${symbol} grows: the fitted exponent is ${exponent.toPrecision(2)}`,
    unshown: true,
  };
}

function countDistinct(logs: readonly number[]): number {
  const sorted = logs.toSorted((a, b) => a - b);
  return sorted.filter((log, i) => i === 0 || log - sorted[i - 1] > Math.log(LEAST_RATIO)).length;
}

import { formatNumber } from '../format-number.ts';
import type { ScalingLaw } from '../power-law/scaling-law.ts';
import type { Refusal } from '../refusal.ts';
import type { Estimate, Interval } from '../stats/interval.ts';
import type { LawVariable } from './request.ts';

/**
 * Decides whether the data show a law that was fitted to them. A fit finds constants even if losses do not depend on size,
 * so these functions look at their intervals. Whether a law of this form holds is another question (`Misfit`).
 */

/** An exponent is known if the upper end of its interval is at most this many times the lower end. */
const MOST_RATIO = 10;

const FALLS_WITH: Record<LawVariable, string> = {
  N: 'size',
  D: 'more tokens',
  U: 'more distinct tokens',
  C: 'compute',
};

/** Says that the interval of a power law's exponent contains 0, or null. */
export function unshownPowerLaw(
  of: LawVariable,
  { average, intervals, law }: Pick<ScalingLaw, 'average' | 'intervals' | 'law'>,
): Refusal | null {
  const exponent = average?.exponent ?? intervals.exponent;
  if (exponent.low > 0) return null;
  // With a floor that was asked for, losses can fall clearly and leave the exponent open.
  const what =
    law.hasFloor && average === null
      ? 'These models do not tell the floor and the exponent apart'
      : `These models do not show yet that the loss falls with ${FALLS_WITH[of]}`;
  return { refused: `${what}: the exponent is ${range(exponent)} (95 %)`, unshown: true };
}

/**
 * Names an exponent of a law of several variables that the data do not determine, or null. The scales that belong to the
 * exponents may span orders of magnitude although the law is known, because they lie far outside the data.
 *
 * @param constants of which those of Greek letters are exponents
 */
export function unshownSurface(constants: Readonly<Record<string, Estimate>>): Refusal | null {
  const unknown = Object.entries(constants).find(
    ([symbol, estimate]) => /^(alpha|beta)/.test(symbol) && !isKnown(estimate),
  );
  if (unknown === undefined) return null;
  const [symbol, estimate] = unknown;
  const letter = symbol.replace('alpha', 'α').replace('beta', 'β');
  return {
    refused: `These models do not determine the law: ${letter} is ${range(estimate)} (95 %)`,
    unshown: true,
  };
}

/** Says that the intervals leave open how compute is best spent, or null. */
export function unshownSplit(aboveConverged: Estimate): Refusal | null {
  if (isKnown(aboveConverged)) return null;
  return {
    refused: `These curves do not determine how compute is best spent: α_N/α_S is ${range(aboveConverged)} (95 %)`,
    unshown: true,
  };
}

function isKnown({ low, high }: Interval): boolean {
  return low > 0 && high <= MOST_RATIO * low;
}

function range({ low, high }: Interval): string {
  return `${formatNumber(low)} to ${formatNumber(high)}`;
}

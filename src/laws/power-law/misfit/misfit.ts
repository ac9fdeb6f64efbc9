import { formatNumber } from '../../format-number.ts';
import { isRefusal } from '../../refusal.ts';
import type { Refusal } from '../../refusal.ts';
import type { Estimate } from '../../stats/interval.ts';
import { brokenLaw } from './broken-law.ts';
import type { BrokenLaw } from './broken-law.ts';
import { localSlopes } from './local-slopes.ts';
import type { LocalSlope } from './local-slopes.ts';
import type { LogSample } from '../log-sample.ts';
import type { PowerLaw } from '../power-law.ts';
import { pureError } from './pure-error.ts';
import type { PureError } from './pure-error.ts';
import { trendChance } from './trend.ts';
import { weighShapes } from '../forms/weigh-shapes.ts';

/** Whether the points follow a power law at all, with or without a floor. */
export interface Misfit {
  /**
   * `break`: two power laws that meet are more likely. `trend`: residuals follow each other, and no form explains them. Else `none`.
   */
  found: 'none' | 'break' | 'trend';
  /** The probability of such a trend of the residuals in noise, of the form that has the least; null for few widths. */
  trendChance: number | null;
  /** Widths against seeds; null without seeds. */
  pureError: PureError | null;
  /** The two regimes, if the law breaks, or why none can be fitted. */
  broken: BrokenLaw | Refusal;
  /** The exponent from window to window; empty for fewer than five widths. */
  localSlopes: readonly LocalSlope[];
  /** What was found, in sentences; empty if nothing was. */
  words: string;
}

/** A break is reported if it is more likely than not. */
const LIKELY = 0.5;
/** A trend or a deviation between widths is reported if noise makes it more rarely than this. */
const RARE = 0.01;

/** Tests a law for lack of fit. */
export function misfitOf(
  sample: LogSample,
  { law, count, seed }: { law: PowerLaw; count: number; seed: number },
): Misfit {
  const weighed = weighShapes(sample);
  const chances = [false, true]
    .map((floor) => trendChance(sample, floor, seed))
    .filter((chance) => chance !== null);
  const chance = chances.length === 0 ? null : Math.max(...chances);
  const broken = brokenLaw(sample, weighed, { count, seed });
  const breaks = !isRefusal(broken) && weighed.shares.broken > LIKELY;
  const found = breaks ? 'break' : chance !== null && chance < RARE ? 'trend' : 'none';
  const test = pureError(sample, law);
  const words = [
    ...(breaks ? [breakWords(broken)] : []),
    ...(found === 'trend' ? [trendWords(chance ?? 0)] : []),
    ...(test !== null && test.chance < RARE ? [errorWords(test)] : []),
  ];
  return {
    found,
    trendChance: chance,
    pureError: test,
    broken,
    localSlopes: localSlopes(sample),
    words: words.join(' '),
  };
}

function breakWords({ at, before, after }: BrokenLaw): string {
  return `One law does not fit: these points follow two regimes. The exponent is ${estimated(before)} up to about ${formatNumber(at.value)}, and ${estimated(after)} beyond. Intervals and predictions allow for this break, and for no further one.`;
}

function trendWords(chance: number): string {
  return `No law of these forms fits: its residuals follow a curve, which those of noise do in ${percent(chance)} of sweeps. Do not trust its intervals and predictions.`;
}

function errorWords({ betweenDeviation, seedDeviation, chance }: PureError): string {
  return `Sizes leave the law by ${formatNumber(100 * betweenDeviation)} %, which seeds (${formatNumber(100 * seedDeviation)} %) explain in ${percent(chance)} of sweeps. So intervals count sizes and not models.`;
}

function estimated({ value, low, high }: Estimate): string {
  return `${formatNumber(value)} (95 %: ${formatNumber(low)} to ${formatNumber(high)})`;
}

function percent(chance: number): string {
  return chance < 0.0001 ? 'less than 0.01 %' : `${(100 * chance).toPrecision(1)} %`;
}

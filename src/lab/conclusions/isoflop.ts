import type { ApproachRow, ApproachesAnalysis } from '../../laws/analysis/analyse-approaches.ts';
import { formatNumber } from '../../laws/format-number.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { tooWide } from './more-seeds.ts';
import { TWICE_AS_LONG } from './next-steps.ts';

/** Hoffmann et al. 2022, figure 3 and table 2. */
export function isoflop({ runs, analysis: { approaches } }: Evidence): Finding[] {
  // Approach 1 compares curves where they cross. With a decaying rate that is not valid, so it is shown but proves
  // nothing.
  const rows = approaches?.table.filter(({ number }) => number > 1) ?? [];
  return [
    orElse(TWICE_AS_LONG, interiorMinima(approaches)),
    ...rows.map((row) => exponentsFound(row, Math.min(...runs.map(({ plan }) => plan.lanes.length)))),
  ];
}

function interiorMinima(approaches: ApproachesAnalysis | undefined): Finding {
  const claim = 'At least three budgets have a parabola with its minimum inside the range of N.';
  if (approaches === undefined) return notTested(claim, 'Nothing was fitted.');
  const { isoflop: law } = approaches;
  if (isRefusal(law)) return notTested(claim, `${law.refused}.`);
  const minima = law.budgets.map(
    ({ compute, parameters, centring }) =>
      `${formatNumber(compute)} FLOPs at N = ${formatNumber(parameters)} (${Math.round(100 * centring)} % of the range)`,
  );
  return {
    claim,
    holds: true,
    words: [`Minima: ${minima.join('; ')}.`, ...law.leftOut.map((why) => `Left out: ${why}.`)].join(' '),
  };
}

/** @param seeds of each model */
function exponentsFound({ number, name, exponents }: ApproachRow, seeds: number): Finding {
  const claim = `Approach ${number}, ${name}, gives a and b with their intervals.`;
  if (isRefusal(exponents)) return orElse(TWICE_AS_LONG, notTested(claim, `${exponents.refused}.`));
  const { a, b } = exponents;
  const words = `a = ${withInterval(a)}, b = ${withInterval(b)}. Kaplan has 0.73 and 0.27, Chinchilla 0.50, 0.49 and 0.46 for a.`;
  if (isRising(a) && isRising(b)) return { claim, holds: true, words };
  if (a.high < 0 || b.high < 0) return orElse(TWICE_AS_LONG, { claim, holds: false, words });
  const open = isRising(a) ? b : a;
  return tooWide(claim, words, { seeds, half: open.value - open.low, room: Math.max(open.value, 0) });
}

/** Whether the optimum surely grows with compute over the whole interval. */
function isRising({ low, high }: Estimate): boolean {
  return low > 0 && Number.isFinite(high);
}

function withInterval({ value, low, high }: Estimate): string {
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

import type { ApproachesAnalysis, ApproachRow } from '../../laws/analysis/analyse-approaches.ts';
import { formatNumber } from '../../laws/format-number.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { everyRunFinished, notTested, type Evidence, type Finding } from '../experiments/conclusion.ts';

/** Hoffmann et al. 2022, figure 3 and table 2. */
export function concludeIsoflop({ runs, analysis: { approaches } }: Evidence): Finding[] {
  // The first compares curves where they cross, which those of a decaying rate forbid: it is shown, and proves nothing.
  const rows = approaches?.table.filter(({ number }) => number > 1) ?? [];
  return [interiorMinima(approaches), ...rows.map(exponentsFound), ...everyRunFinished(runs)];
}

function interiorMinima(approaches: ApproachesAnalysis | undefined): Finding {
  const claim = 'Each budget has a parabola with its minimum inside the range of N.';
  if (approaches === undefined) return notTested(claim, 'Nothing was fitted.');
  const { isoflop } = approaches;
  if (isRefusal(isoflop)) return notTested(claim, `${isoflop.refused}.`);
  const minima = isoflop.budgets.map(
    ({ compute, parameters, centring }) =>
      `${formatNumber(compute)} FLOPs at N = ${formatNumber(parameters)} (${Math.round(100 * centring)} % of the range)`,
  );
  return {
    claim,
    holds: isoflop.leftOut.length === 0,
    words: [`Minima: ${minima.join('; ')}.`, ...isoflop.leftOut.map((why) => `Left out: ${why}.`)].join(' '),
  };
}

function exponentsFound({ number, name, exponents }: ApproachRow): Finding {
  const claim = `Approach ${number}, ${name}, gives a and b with their intervals.`;
  if (isRefusal(exponents)) return notTested(claim, `${exponents.refused}.`);
  const { a, b } = exponents;
  return {
    claim,
    holds: isRising(a) && isRising(b),
    words: `a = ${withInterval(a)}, b = ${withInterval(b)}. Kaplan has 0.73 and 0.27, Chinchilla 0.50, 0.49 and 0.46 for a.`,
  };
}

/** The data show that the optimum grows with compute. */
function isRising({ low, high }: Estimate): boolean {
  return low > 0 && Number.isFinite(high);
}

function withInterval({ value, low, high }: Estimate): string {
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

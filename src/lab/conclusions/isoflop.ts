import { fitChinchillaLaw } from '../../laws/chinchilla-law.ts';
import { formatNumber } from '../../laws/format-number.ts';
import type { Estimate } from '../../laws/interval.ts';
import type { BudgetedRun } from '../../laws/isoflop-budget.ts';
import { fitIsoflopLaw } from '../../laws/isoflop-law.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { reachedLosses, type Run } from '../run.ts';
import { everyRunFinished, untold, type Evidence, type Finding } from './conclusion.ts';

/** Refits behind each interval: enough for a sentence. */
const REPLICATES = 400;

/** a and b of N_opt ∝ C^a, D_opt ∝ C^b by one approach of Hoffmann et al. 2022. */
export interface ApproachRow {
  readonly approach: string;
  readonly exponents: { readonly a: Estimate; readonly b: Estimate } | Refusal;
}

/** Finished models of an IsoFLOP sweep, with C counted exactly. */
export function budgetedRuns(runs: readonly Run[]): BudgetedRun[] {
  return runs.flatMap((run) =>
    Array.from(reachedLosses(run) ?? [], (loss) => ({
      parameters: run.parameters.nonEmbedding,
      tokens: run.tokens,
      uniqueTokens: run.uniqueTokens,
      compute: run.flops,
      loss,
    })),
  );
}

/** The approaches side by side. */
export function approachRows(runs: readonly Run[]): ApproachRow[] {
  const points = budgetedRuns(runs);
  const parabolas = fitIsoflopLaw(points, { replicates: REPLICATES });
  const surface = fitChinchillaLaw(points, { replicates: REPLICATES });
  return [
    {
      approach: '2, IsoFLOP parabolas',
      exponents: isRefusal(parabolas) ? parabolas : parabolas.exponents,
    },
    {
      approach: '3, a fitted L(N, D)',
      exponents: isRefusal(surface) ? surface : surface.exponents,
    },
  ];
}

/** Hoffmann et al. 2022, figure 3 and table 2. */
export function concludeIsoflop({ runs }: Evidence): Finding[] {
  return [interiorMinima(runs), ...approachRows(runs).map(exponentsFound), ...everyRunFinished(runs)];
}

function interiorMinima(runs: readonly Run[]): Finding {
  const claim = 'Each budget has a parabola with its minimum inside the range of N.';
  const law = fitIsoflopLaw(budgetedRuns(runs), { replicates: 39 });
  if (isRefusal(law)) return { claim, holds: null, words: `${law.refused}.` };
  const minima = law.budgets.map(
    ({ compute, optimum, centring }) =>
      `${formatNumber(compute)} FLOPs at N = ${formatNumber(optimum.parameters)} (${Math.round(100 * centring)} % of the range)`,
  );
  return {
    claim,
    holds: law.leftOut.length === 0,
    words: [`Minima: ${minima.join('; ')}.`, ...law.leftOut.map((why) => `Left out: ${why}.`)].join(' '),
  };
}

function exponentsFound({ approach, exponents }: ApproachRow): Finding {
  const claim = `Approach ${approach}, gives a and b with their intervals.`;
  if (isRefusal(exponents)) return untold(claim, `${exponents.refused}.`);
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

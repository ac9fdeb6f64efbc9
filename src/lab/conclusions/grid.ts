import type { GridAnalysis } from '../../laws/analysis/analyse-grid.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { rootMeanSquare } from '../../laws/stats/mean.ts';
import type { Run } from '../runs/run.ts';
import { effectsOf, logSize, logText, type Quantity } from './effects.ts';
import { type Evidence, type Finding, notTested, withoutLaw, orElse } from './finding.ts';
import { TWICE_AS_LONG } from './next-steps.ts';

/** The largest root mean square of log residuals at which the law fits. */
const NEAR = 0.05;
const COLLAPSES = 0.9;

const QUANTITIES: readonly Quantity[] = [logSize, logText];

/** About N = 8,000 and U = 160,000, the middle of the grid. */
const MIDDLE = { logSize: 9, logText: 12 };

/** Beside them, how their effects change over the grid, from its middle. */
const AND_BENDS: readonly Quantity[] = [
  ...QUANTITIES,
  (run) => (logText(run) - MIDDLE.logText) ** 2,
  (run) => (logSize(run) - MIDDLE.logSize) * (logText(run) - MIDDLE.logText),
];

/** Kaplan et al. 2020, section 4: L(N, D) where D is the distinct tokens of a corpus and training stops early. */
export function grid({ runs, analysis }: Evidence): Finding[] {
  const claim = 'L(N, D) = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D fits, and the loss falls with N and with D.';
  const { grid: law } = analysis;
  if (law === undefined) return [orElse(TWICE_AS_LONG, notTested(claim, 'It was not fitted.'))];
  if (isRefusal(law))
    return [orElse(TWICE_AS_LONG, withoutLaw(claim, law, { runs, quantities: QUANTITIES }))];
  return [orElse(TWICE_AS_LONG, fits(claim, law, runs)), orElse(TWICE_AS_LONG, collapses(law))];
}

/** Noise alone can give the law an exponent above 0, so a plain fit has to show it, too. */
function fits(claim: string, { constants, formula, models }: GridAnalysis, runs: readonly Run[]): Finding {
  const rest = rootMeanSquare(models.map(({ residual }) => residual));
  const { alpha_N, alpha_D } = constants;
  const words = `α_N = ${alpha_N.value.toFixed(3)}, α_D = ${alpha_D.value.toFixed(3)} (Kaplan 0.076 and 0.103), off ${models.length} models by ${(100 * rest).toFixed(1)} % (at most ${100 * NEAR} % is asked): ${formula}.`;
  if (rest > NEAR) return { claim, holds: false, words };
  const effects = effectsOf(runs, AND_BENDS) ?? [];
  const open = ['N', 'D'].filter((_, i) => (effects[i]?.high ?? 0) >= 0);
  if (open.length === 0) return { claim, holds: true, words };
  return notTested(
    claim,
    `${words} A plain fit does not show that the loss falls with ${open.join(' or ')}.`,
  );
}

/** The loss that a small corpus adds to the loss on the largest one depends on N and D through one number. */
function collapses({ overfitting, collapse }: GridAnalysis): Finding {
  const claim = 'Overfitting L(N, D) / L(N, largest D) − 1 collapses on N^(α_N/α_D) / D.';
  if (Number.isNaN(collapse))
    return notTested(claim, 'Fewer than three models have a partner on the largest corpus.');
  const high = highCorrelation(collapse, overfitting.length);
  return {
    claim,
    holds: collapse >= COLLAPSES ? true : high < COLLAPSES ? false : null,
    words: `Their ranks correlate by ${collapse.toFixed(2)} over ${overfitting.length} models, at the most by ${high.toFixed(2)} (at least ${COLLAPSES} is asked).`,
  };
}

/** The upper end of the 95 % interval of a rank correlation, by Fisher's z with the variance of Fieller et al. 1957. */
function highCorrelation(correlation: number, count: number): number {
  if (correlation >= 1 || count < 4) return 1;
  return Math.tanh(Math.atanh(correlation) + 1.96 * Math.sqrt(1.06 / (count - 3)));
}

import type { GridAnalysis } from '../../laws/analysis/analyse-grid.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { rootMeanSquare } from '../../laws/stats/mean.ts';
import { logSize } from './effects.ts';
import { type Evidence, type Finding, notTested, withoutLaw, orElse } from './finding.ts';
import { TWICE_AS_LONG } from './next-steps.ts';

/** The largest root mean square of log residuals at which the law fits. */
const NEAR = 0.05;
const COLLAPSES = 0.9;

/** Kaplan et al. 2020, section 4: L(N, D) where D is the distinct tokens of a corpus and training stops early. */
export function grid({ runs, analysis }: Evidence): Finding[] {
  const claim = 'L(N, D) = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D fits.';
  const { grid: law } = analysis;
  if (law === undefined) return [orElse(TWICE_AS_LONG, notTested(claim, 'It was not fitted.'))];
  if (isRefusal(law))
    return [
      orElse(
        TWICE_AS_LONG,
        withoutLaw(claim, law, { runs, quantities: [logSize, ({ uniqueTokens }) => Math.log(uniqueTokens)] }),
      ),
    ];
  return [orElse(TWICE_AS_LONG, fits(claim, law)), orElse(TWICE_AS_LONG, collapses(law))];
}

function fits(claim: string, { constants, formula, models }: GridAnalysis): Finding {
  const rest = rootMeanSquare(models.map(({ residual }) => residual));
  const { alpha_N, alpha_D } = constants;
  return {
    claim,
    holds: rest <= NEAR,
    words: `α_N = ${alpha_N.value.toFixed(3)}, α_D = ${alpha_D.value.toFixed(3)} (Kaplan 0.076 and 0.103), off ${models.length} models by ${(100 * rest).toFixed(1)} % (at most ${100 * NEAR} % is asked): ${formula}.`,
  };
}

/** The loss that a small corpus adds to the loss on the largest one depends on N and D through one number. */
function collapses({ overfitting, collapse }: GridAnalysis): Finding {
  const claim = 'Overfitting L(N, D) / L(N, largest D) − 1 collapses on N^(α_N/α_D) / D.';
  if (Number.isNaN(collapse))
    return notTested(claim, 'Fewer than three models have a partner on the largest corpus.');
  return {
    claim,
    holds: collapse >= COLLAPSES,
    words: `Their ranks correlate by ${collapse.toFixed(2)} over ${overfitting.length} models (at least ${COLLAPSES} is asked).`,
  };
}

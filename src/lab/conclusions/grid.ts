import { fitKaplanLaw, type KaplanLaw } from '../../laws/kaplan-law.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { RunPoint } from '../../laws/run-point.ts';
import { reachedLosses, type Run } from '../run.ts';
import { everyRunFinished, untold, type Evidence, type Finding } from './conclusion.ts';
import { rankCorrelation, sizeOf } from './mean-and-spread.ts';

/** Refits behind each interval: enough for a sentence. */
const REPLICATES = 400;
/** Root mean square of log residuals that the law may leave. */
const NEAR = 0.05;
const COLLAPSES = 0.9;

/** Kaplan et al. 2020, section 4: L(N, D) with D the distinct tokens of a corpus on which training stopped early. */
export function concludeGrid({ runs }: Evidence): Finding[] {
  const points = gridPoints(runs);
  const law = fitKaplanLaw(points, { replicates: REPLICATES });
  const claim = 'L(N, D) = [(N_c/N)^(α_N/α_D) + D_c/D]^α_D fits.';
  if (isRefusal(law)) return [untold(claim, `${law.refused}.`), ...everyRunFinished(runs)];
  const rest = sizeOf(law.residuals);
  const { alpha_N, alpha_D } = law.parameters;
  const fits: Finding = {
    claim,
    holds: rest <= NEAR,
    words: `α_N = ${alpha_N.toFixed(3)}, α_D = ${alpha_D.toFixed(3)} (Kaplan 0.076 and 0.103), off ${points.length} models by ${(100 * rest).toFixed(1)} % (at most ${100 * NEAR} % is asked): ${law.formula}.`,
  };
  return [fits, collapses(law, points), ...everyRunFinished(runs)];
}

function gridPoints(runs: readonly Run[]): RunPoint[] {
  return runs.flatMap((run) =>
    Array.from(reachedLosses(run) ?? [], (loss) => ({
      parameters: run.parameters.nonEmbedding,
      tokens: run.uniqueTokens,
      loss,
    })),
  );
}

/** What a small corpus costs beside the largest one depends on N and D through one number. */
function collapses({ parameters }: KaplanLaw, points: readonly RunPoint[]): Finding {
  const claim = 'Overfitting L(N, D) / L(N, largest D) − 1 collapses on N^(α_N/α_D) / D.';
  const most = Math.max(...points.map(({ tokens }) => tokens));
  const places = points
    .filter(({ tokens }) => tokens < most)
    .flatMap((point) => {
      const whole = points.find((other) => other.tokens === most && other.parameters === point.parameters);
      if (whole === undefined) return [];
      const place = point.parameters ** (parameters.alpha_N / parameters.alpha_D) / point.tokens;
      return [{ place, cost: point.loss / whole.loss - 1 }];
    });
  if (places.length < 3)
    return untold(claim, 'Fewer than three models have a partner on the largest corpus.');
  const agreement = rankCorrelation(
    places.map(({ place }) => place),
    places.map(({ cost }) => cost),
  );
  return {
    claim,
    holds: agreement >= COLLAPSES,
    words: `Their ranks correlate by ${agreement.toFixed(2)} over ${places.length} models (at least ${COLLAPSES} is asked).`,
  };
}

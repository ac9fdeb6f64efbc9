import { isRefusal } from '../../laws/refusal.ts';
import { mean, rootMeanSquare } from '../../laws/stats/mean.ts';
import { mainLawOf } from '../analysis/laws-of.ts';
import { finalLosses, reachedLosses, type Run } from '../runs/run.ts';
import { effectsOf, logText } from './effects.ts';
import { type Evidence, type Finding, notTested, withoutLaw, orElse } from './finding.ts';
import { TWICE_AS_LONG } from './next-steps.ts';

/** The largest root mean square of log residuals at which a law fits. */
const NEAR = 0.03;
/** A model overfits if its loss ends above its least loss by more than this share. */
const OVERFIT = 0.02;

/** Kaplan et al. 2020, figure 4, left: loss over the size of the corpus, with early stopping. */
export function data({ runs, analysis }: Evidence): Finding[] {
  return [orElse(TWICE_AS_LONG, fallsAsPower(analysis, runs)), orElse(TWICE_AS_LONG, overfits(runs))];
}

function fallsAsPower(analysis: Evidence['analysis'], runs: readonly Run[]): Finding {
  const claim = 'L(U) falls as a power law of the distinct tokens U.';
  const law = mainLawOf(analysis, 'U');
  if (law === null) return notTested(claim, 'No model has finished.');
  if (isRefusal(law)) return withoutLaw(claim, law, { runs, quantities: [logText] });
  const { low, high } = law.exponentInterval;
  const rest = rootMeanSquare(law.models.map(({ residual }) => residual));
  const words = `${law.formula}, exponent ${low.toFixed(2)} to ${high.toFixed(2)}, off the points by ${(100 * rest).toFixed(1)} % (at most ${100 * NEAR} % is asked). ${law.reason}`;
  if (rest > NEAR) return { claim, holds: false, words };
  const [plain] = effectsOf(runs, [logText]) ?? [];
  if (plain !== undefined && plain.high < 0) return { claim, holds: true, words };
  return notTested(claim, `${words} A plain fit does not show that the loss falls with U.`);
}

function overfits(runs: readonly Run[]): Finding {
  const claim = 'Models overfit a small corpus, but not a large one.';
  const finished = runs
    .filter((run) => run.state === 'finished')
    .toSorted((a, b) => a.uniqueTokens - b.uniqueTokens);
  const [smallest, largest] = [finished[0], finished.at(-1)];
  if (smallest === undefined || largest === undefined || smallest === largest) {
    return notTested(claim, 'Fewer than two models have finished.');
  }
  if (finished.some(({ evaluations }) => evaluations.length < 2)) {
    return notTested(
      claim,
      'The file has one loss of a model, so it does not say whether the model was better before.',
    );
  }
  const overfitted = finished.filter(doesOverfit);
  return {
    claim,
    holds: doesOverfit(smallest) && !doesOverfit(largest),
    words: `${overfitted.length === 0 ? 'None does' : overfitted.map(overfitWords).join('; ')}.`,
  };
}

function doesOverfit(run: Run): boolean {
  return mean(finalLosses(run) ?? []) > (1 + OVERFIT) * mean(reachedLosses(run) ?? []);
}

function overfitWords(run: Run): string {
  const least = mean(reachedLosses(run) ?? []);
  const best = run.evaluations.reduce((a, b) => (mean(b.losses) < mean(a.losses) ? b : a));
  const epochs = (best.step / run.plan.steps) * (run.tokens / run.uniqueTokens);
  return `U = ${run.uniqueTokens.toLocaleString('en')} is best after ${epochs.toFixed(1)} epochs at ${least.toFixed(3)} and ends at ${mean(finalLosses(run) ?? []).toFixed(3)}`;
}

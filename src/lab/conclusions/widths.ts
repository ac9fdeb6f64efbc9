import { isRefusal } from '../../laws/refusal.ts';
import { pointsOf } from '../fit-runs.ts';
import { score } from '../prediction.ts';
import { finalLosses, type Run } from '../run.ts';
import { smoothedLane, stepsToLoss } from '../steps-to-loss.ts';
import { everyRunFinished, untold, type Evidence, type Finding } from './conclusion.ts';
import { meanOf, rSquared } from './mean-and-spread.ts';

const STRAIGHT = 0.95;
const SHARE_HELD = 0.8;
/** Losses of two seeds of one run differ by less, mostly: two standard deviations of their difference. */
const SEED_NOISE = 0.04;

/** Kaplan et al. 2020, figures 1 and 2, on widths. */
export function concludeWidths({ runs, laws }: Evidence): Finding[] {
  return [
    straight({ runs, laws }),
    fewerTokens(runs),
    fallingEnvelope(runs),
    foretold(runs),
    ...everyRunFinished(runs),
  ];
}

function straight({ runs, laws }: Pick<Evidence, 'runs' | 'laws'>): Finding {
  const claim = 'L(N) is a straight line on log–log axes.';
  const points = pointsOf(
    runs.filter((run) => run.fitted),
    'N',
  );
  const [law] = Object.values(laws);
  if (law === undefined || points.length < 3) return untold(claim, 'Fewer than three models are in the fit.');
  if (isRefusal(law)) return untold(claim, `There is no law: ${law.refused}.`);
  const share = rSquared(
    points.map(({ x }) => Math.log(x)),
    points.map(({ loss }) => Math.log(loss)),
  );
  return {
    claim,
    holds: share >= STRAIGHT,
    words: `R² = ${share.toFixed(3)} over ${points.length} models (at least ${STRAIGHT} is asked); ${law.formula('N')}. ${law.reason}`,
  };
}

function fewerTokens(runs: readonly Run[]): Finding {
  const claim = 'Larger models need fewer tokens to any loss.';
  const pairs = neighbours(runs).map(([small, large]) => {
    const reached = smoothedLane(small.curve, 0).at(-1)?.loss ?? NaN;
    const steps = stepsToLoss(smoothedLane(large.curve, 0), reached);
    return steps === null ? Infinity : (steps * large.tokens) / large.plan.steps / small.tokens;
  });
  if (pairs.length === 0) return untold(claim, 'Fewer than two models have finished.');
  const fewer = pairs.filter((share) => share < 1).length;
  const median = pairs.toSorted((a, b) => a - b)[Math.floor(pairs.length / 2)] ?? NaN;
  return {
    claim,
    holds: fewer === pairs.length,
    words: `${fewer} of ${pairs.length} models came to the final loss of the next smaller one on fewer tokens, the middle one on ${Math.round(100 * median)} % of them.`,
  };
}

function fallingEnvelope(runs: readonly Run[]): Finding {
  const claim = 'The lowest loss falls as compute grows.';
  const pairs = neighbours(runs).map(([small, large]) => lossOf(large) - lossOf(small));
  if (pairs.length === 0) return untold(claim, 'Fewer than two models have finished.');
  const worst = Math.max(...pairs);
  return {
    claim,
    holds: worst < SEED_NOISE,
    words: `From each model to the one that cost more, the loss changed by ${pairs.map((change) => change.toFixed(3)).join(', ')} nats.`,
  };
}

function foretold(runs: readonly Run[]): Finding {
  const claim = `At least ${100 * SHARE_HELD} % of models fall in the 95 % interval foretold before they were trained.`;
  const { held, judged } = score(runs);
  if (judged === 0) return untold(claim, 'Nothing was foretold.');
  return { claim, holds: held >= SHARE_HELD * judged, words: `${held} of ${judged} did.` };
}

/** Finished runs next to each other in N. */
function neighbours(runs: readonly Run[]): [small: Run, large: Run][] {
  const finished = runs
    .filter((run) => run.state === 'finished')
    .toSorted((a, b) => a.parameters.nonEmbedding - b.parameters.nonEmbedding);
  return finished.slice(1).map((large, i) => [finished[i] ?? large, large]);
}

function lossOf(run: Run): number {
  return meanOf(finalLosses(run) ?? []);
}

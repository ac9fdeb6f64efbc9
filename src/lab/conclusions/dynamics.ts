import type { RunDynamics } from '../../laws/analysis/analyse-dynamics.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { deviationInterval } from '../../laws/stats/deviation-interval.ts';
import { LANES_MAX } from '../plan/read-draft.ts';
import type { Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { hasLearned, unlearnedWords } from './learned.ts';
import { moreSeeds } from './more-seeds.ts';
import { EIGHT_SEEDS, LONGER } from './next-steps.ts';

const LEAST_SEEDS = 3;

/** Nats: seeds hardly move the loss if their standard deviation is below half of what neighbouring widths differ by. */
const HARDLY = 0.05;

/** How much the loss differs between seeds of the weights, and between orders of the data. */
export function dynamics({ runs, analysis }: Evidence): Finding[] {
  const ofRun = ({ plan }: Run) => analysis.dynamics?.find(({ run }) => run === plan.id);
  const [first] = runs;
  return [
    ...runs.map((run) => seedsHardlyMove(run, ofRun(run))),
    ...(first === undefined ? [] : [orElse(LONGER, kneeMarked(first, ofRun(first)))]),
  ];
}

function seedsHardlyMove(run: Run, found: RunDynamics | undefined): Finding {
  const claim = `Seeds of the ${run.label} move the final loss by less than ${HARDLY} nats (standard deviation).`;
  if (found === undefined) return orElse(EIGHT_SEEDS, notTested(claim, 'This run has not finished.'));
  const { ends, seeds } = found;
  if (seeds < LEAST_SEEDS)
    return orElse(EIGHT_SEEDS, notTested(claim, `It has fewer than ${LEAST_SEEDS} seeds.`));
  if (isRefusal(ends)) return orElse(EIGHT_SEEDS, notTested(claim, `${ends.refused}.`));
  if (!hasLearned(run)) return orElse(LONGER, notTested(claim, unlearnedWords([run])));
  if (ends.deviation === 0)
    return orElse(EIGHT_SEEDS, notTested(claim, 'All models end at the same loss, as if they had one seed.'));
  const { value, low, high } = deviationInterval(ends.deviation, seeds - 1);
  const words = `${seeds} seeds end at ${ends.mean.toFixed(3)} with a standard deviation of ${value.toFixed(4)} (${low.toFixed(4)} to ${high.toFixed(4)}) nats.`;
  if (high <= HARDLY) return { claim, holds: true, words };
  if (low > HARDLY) return orElse(LONGER, { claim, holds: false, words });
  return moreSeeds(claim, words, seedsNeeded(value, seeds));
}

/** Seeds at which the interval of this deviation would keep off the limit; more than a sweep can have if none does. */
function seedsNeeded(deviation: number, seeds: number): number {
  for (let more = seeds + 1; more <= LANES_MAX; more++) {
    const { low, high } = deviationInterval(deviation, more - 1);
    if (high <= HARDLY || low > HARDLY) return more;
  }
  return LANES_MAX + 1;
}

function kneeMarked(run: Run, found: RunDynamics | undefined): Finding {
  const claim = 'The curve has a knee.';
  if (found === undefined) return notTested(claim, 'The first run has not finished.');
  if (!hasLearned(run)) return notTested(claim, unlearnedWords([run]));
  if (run.curve.steps === 0) return notTested(claim, 'Its curve was not saved.');
  const { knee } = found;
  if (isRefusal(knee)) return { claim, holds: false, words: `No knee: ${knee.refused}.` };
  const { value, low, high } = knee.step;
  const what = knee.kind === 'plateau' ? ' A plateau ends there.' : '';
  return {
    claim,
    holds: true,
    words: `It lies at step ${Math.round(value)} (${Math.round(low)} to ${Math.round(high)}) of ${run.plan.steps}, at a training loss of ${knee.loss.toFixed(3)}.${what}`,
  };
}

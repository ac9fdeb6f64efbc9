import type { RunDynamics } from '../../laws/analysis/analyse-dynamics.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { Run } from '../runs/run.ts';
import { type Evidence, type Finding, notTested, orElse } from './finding.ts';
import { EIGHT_SEEDS, LONGER } from './next-steps.ts';

const LEAST_SEEDS = 3;

/** How much the loss differs between seeds of the weights, and between orders of the data. */
export function dynamics({ runs, analysis }: Evidence): Finding[] {
  const ofRun = ({ plan }: Run) => analysis.dynamics?.find(({ run }) => run === plan.id);
  const [first] = runs;
  return [
    ...runs.map((run) => orElse(EIGHT_SEEDS, spreadOverSeeds(run, ofRun(run)))),
    ...(first === undefined ? [] : [orElse(LONGER, kneeMarked(first, ofRun(first)))]),
  ];
}

function spreadOverSeeds(run: Run, found: RunDynamics | undefined): Finding {
  const claim = `The spread over seeds of the ${run.label} is known.`;
  if (found === undefined) return notTested(claim, 'This run has not finished.');
  const { ends, seeds } = found;
  if (seeds < LEAST_SEEDS) return notTested(claim, `It has fewer than ${LEAST_SEEDS} seeds.`);
  if (isRefusal(ends)) return notTested(claim, `${ends.refused}.`);
  return {
    claim,
    holds: ends.deviation > 0,
    words: `${seeds} seeds end at ${ends.mean.toFixed(3)} with a standard deviation of ${ends.deviation.toFixed(4)} nats (itself known to ${Math.round(100 / Math.sqrt(2 * (seeds - 1)))} %).`,
  };
}

function kneeMarked(run: Run, found: RunDynamics | undefined): Finding {
  const claim = 'The curve has a knee.';
  if (found === undefined) return notTested(claim, 'The first run has not finished.');
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

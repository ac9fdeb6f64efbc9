import type { RunDynamics } from '../../laws/analysis/analyse-dynamics.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { Run } from '../runs/run.ts';
import { everyRunFinished, notTested, type Evidence, type Finding } from '../experiments/conclusion.ts';

const LEAST_SEEDS = 3;

/** How far seeds of the weights and seeds of the order of the data, each alone, make a loss differ. */
export function concludeDynamics({ runs, analysis }: Evidence): Finding[] {
  const dynamicsOf = ({ plan }: Run) => analysis.dynamics?.find(({ run }) => run === plan.id);
  const [first] = runs;
  return [
    ...runs.map((run) => spreadOverSeeds(run, dynamicsOf(run))),
    ...(first === undefined ? [] : [kneeMarked(first, dynamicsOf(first))]),
    ...everyRunFinished(runs),
  ];
}

function spreadOverSeeds(run: Run, dynamics: RunDynamics | undefined): Finding {
  const claim = `The spread over seeds of the ${run.label} is known.`;
  if (dynamics === undefined) return notTested(claim, 'This run has not finished.');
  const { ends, seeds } = dynamics;
  if (seeds < LEAST_SEEDS) return notTested(claim, `It has fewer than ${LEAST_SEEDS} seeds.`);
  if (isRefusal(ends)) return notTested(claim, `${ends.refused}.`);
  return {
    claim,
    holds: ends.deviation > 0,
    words: `${seeds} seeds end at ${ends.mean.toFixed(3)} with a standard deviation of ${ends.deviation.toFixed(4)} nats (itself known to ${Math.round(100 / Math.sqrt(2 * (seeds - 1)))} %).`,
  };
}

function kneeMarked(run: Run, dynamics: RunDynamics | undefined): Finding {
  const claim = 'The curve has a knee.';
  if (dynamics === undefined) return notTested(claim, 'The first run has not finished.');
  const { knee } = dynamics;
  if (isRefusal(knee)) return { claim, holds: false, words: `${knee.refused}.` };
  const { value, low, high } = knee.step;
  return {
    claim,
    holds: true,
    words: `It lies at step ${Math.round(value)} (${Math.round(low)} to ${Math.round(high)}) of ${run.plan.steps}, at a training loss of ${knee.loss.toFixed(3)}.`,
  };
}

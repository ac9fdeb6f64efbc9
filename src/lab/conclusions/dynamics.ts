import { kneeOf } from '../knee.ts';
import { finalLosses, type Run } from '../run.ts';
import { everyRunFinished, untold, type Evidence, type Finding } from './conclusion.ts';
import { meanOf, spreadOf } from './mean-and-spread.ts';

const LEAST_SEEDS = 3;

/** How far seeds of the weights and seeds of the order of the data, each alone, make a loss differ. */
export function concludeDynamics({ runs }: Evidence): Finding[] {
  const [first] = runs;
  return [
    ...runs.map(spreadOverSeeds),
    ...(first === undefined ? [] : [kneeMarked(first)]),
    ...everyRunFinished(runs),
  ];
}

function spreadOverSeeds(run: Run): Finding {
  const claim = `The spread over seeds of the ${run.label} is known.`;
  const losses = finalLosses(run);
  if (losses === null) return untold(claim, 'This run has not finished.');
  if (losses.length < LEAST_SEEDS) return untold(claim, `It has fewer than ${LEAST_SEEDS} seeds.`);
  const spread = spreadOf(losses);
  return {
    claim,
    holds: spread > 0,
    words: `${losses.length} seeds end at ${meanOf(losses).toFixed(3)} with a standard deviation of ${spread.toFixed(4)} nats (itself known to ${Math.round(100 / Math.sqrt(2 * (losses.length - 1)))} %).`,
  };
}

function kneeMarked(run: Run): Finding {
  const claim = 'The curve has a knee.';
  if (run.state !== 'finished') return untold(claim, 'The first run has not finished.');
  const knee = kneeOf(run.curve);
  if (knee === null)
    return { claim, holds: false, words: 'The curve is nowhere below the line between its ends.' };
  return {
    claim,
    holds: true,
    words: `It lies at step ${Math.round(knee.step)} of ${run.plan.steps}, at a training loss of ${knee.loss.toFixed(3)}.`,
  };
}

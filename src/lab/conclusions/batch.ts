import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { Run } from '../run.ts';
import { smoothedLane, stepsToLoss, type LossAfter } from '../steps-to-loss.ts';
import { everyRunFinished, untold, type Evidence, type Finding } from './conclusion.ts';
import { fitHyperbola, type BatchCost, type Hyperbola } from './hyperbola.ts';
import { sizeOf } from './mean-and-spread.ts';

/** Training losses to reach: these multiples of the least that every batch size has reached. */
const ABOVE_LEAST = [1.2, 1.1, 1.01];
/** Root mean square of S_min/S + E_min/E − 1 that still counts as a hyperbola. */
const NEAR = 0.1;

/** A loss and what the batch sizes took to reach it. */
interface Level {
  readonly loss: number;
  readonly hyperbola: Hyperbola | Refusal;
}

/** McCandlish et al. 2018, figure 3, and Kaplan et al. 2020, figure 10. */
export function concludeBatch({ runs }: Evidence): Finding[] {
  const levels = levelsOf(runs.filter((run) => run.state === 'finished'));
  return [...levels.map(isHyperbola), rises(levels), ...everyRunFinished(runs)];
}

function levelsOf(runs: readonly Run[]): Level[] {
  const curves = runs.map((run) => run.plan.lanes.map((_, lane) => smoothedLane(run.curve, lane)));
  const least = Math.max(...curves.map((lanes) => Math.min(...lanes.flat().map(({ loss }) => loss))));
  return ABOVE_LEAST.map((factor) => {
    const loss = factor * least;
    const costs = runs.flatMap((run, i) => costOf(run, curves[i] ?? [], loss));
    return { loss, hyperbola: fitHyperbola(costs) };
  });
}

/** The fewest steps that any of its learning rates took. */
function costOf(run: Run, lanes: readonly LossAfter[][], loss: number): BatchCost[] {
  const steps = Math.min(...lanes.map((lane) => stepsToLoss(lane, loss) ?? Infinity));
  const { batch, shape } = run.plan;
  return Number.isFinite(steps) ? [{ steps, tokens: steps * batch * shape.context }] : [];
}

function isHyperbola({ loss, hyperbola }: Level): Finding {
  const claim = `Steps against tokens to a loss of ${loss.toFixed(2)} make a hyperbola.`;
  if (isRefusal(hyperbola)) return untold(claim, `${hyperbola.refused}.`);
  const rest = sizeOf(hyperbola.residuals);
  return {
    claim,
    holds: rest <= NEAR,
    words: `S_min = ${Math.round(hyperbola.leastSteps)} steps, E_min = ${Math.round(hyperbola.leastTokens).toLocaleString('en')} tokens, B_crit = ${Math.round(hyperbola.criticalBatch).toLocaleString('en')} tokens a step; off by ${(100 * rest).toFixed(0)} % (at most ${100 * NEAR} % is asked).`,
  };
}

function rises(levels: readonly Level[]): Finding {
  const claim = 'The critical batch size rises as the loss falls.';
  const critical = levels.flatMap(({ loss, hyperbola }) =>
    isRefusal(hyperbola) ? [] : [{ loss, batch: hyperbola.criticalBatch }],
  );
  const [first, last] = [critical[0], critical.at(-1)];
  if (first === undefined || last === undefined || first === last) {
    return untold(claim, 'Fewer than two losses have one.');
  }
  return {
    claim,
    holds: last.batch > first.batch,
    words: critical
      .map(({ loss, batch }) => `${Math.round(batch).toLocaleString('en')} tokens at ${loss.toFixed(2)}`)
      .join(', ')
      .concat('.'),
  };
}

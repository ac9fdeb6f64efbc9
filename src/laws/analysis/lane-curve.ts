import { logBins } from '../curves/log-bins.ts';
import type { LossCurve } from '../curves/smooth-curve.ts';
import type { BudgetedRun } from '../regression/run-point.ts';
import type { AnalysedRun, LaneCurves } from './request.ts';

/** Number of points that a curve is drawn with: about thirty a decade. */
const BINS = 120;

/** The training losses of one lane. */
export function laneCurve({ lanes, steps, losses }: LaneCurves, lane: number): LossCurve {
  return {
    steps: stepsOf(steps),
    losses: Float64Array.from({ length: steps }, (_, step) => losses[step * lanes + lane]),
  };
}

/** The mean over all lanes. */
export function meanCurve({ lanes, steps, losses }: LaneCurves): LossCurve {
  const means = Float64Array.from({ length: steps }, (_, step) => {
    let sum = 0;
    for (let lane = 0; lane < lanes; lane++) sum += losses[step * lanes + lane];
    return sum / lanes;
  });
  return { steps: stepsOf(steps), losses: means };
}

/** A curve of at most 120 points, evenly spaced in log step, each the geometric mean of the points around it. */
export function thinned(curve: LossCurve): LossCurve {
  const { x, y } = logBins(curve, BINS);
  return { steps: x.map(Math.exp), losses: y.map(Math.exp) };
}

/**
 * The points of a run's mean curve, thinned, for the fits of frontiers. A point that a table states stands for itself.
 */
export function curvePoints(run: AnalysedRun, parameters: number): BudgetedRun[] {
  const { pointOf, tokens, compute } = run;
  if (pointOf !== undefined) {
    return Array.from(run.losses ?? [], (loss) => ({ run: pointOf, parameters, tokens, compute, loss }));
  }
  if (run.curve === null || run.curve.steps === 0) return [];
  const { steps, losses } = thinned(meanCurve(run.curve));
  return Array.from(steps, (step, i) => ({
    run: run.id,
    parameters,
    tokens: step * run.stepTokens,
    compute: (run.compute * step * run.stepTokens) / run.tokens,
    loss: losses[i],
  }));
}

function stepsOf(count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, step) => step + 1);
}

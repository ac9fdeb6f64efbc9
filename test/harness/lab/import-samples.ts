// Random runs that have ended, all valid. Corrupts nothing.
import * as fc from 'fast-check';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { presetRuns, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';

/** Losses from a seed; some may be NaN. */
function losses(length: number): fc.Arbitrary<Float32Array> {
  return fc
    .tuple(fc.nat(), fc.boolean())
    .map(([seed, wild]) =>
      Float32Array.from({ length }, (_, i) => (wild && i % 7 === 3 ? NaN : 2 + Math.sin(seed + i * 0.7))),
    );
}

/** Ended runs of an experiment, each with its curve up to its last step. */
export function endedRuns(experiment: ExperimentId): fc.Arbitrary<Run[]> {
  const planned = planRuns(presetRuns(experiment, 'quick'), 'sweep1', 'https://loglog.example/');
  return fc
    .subarray(planned, { minLength: 1, maxLength: 3 })
    .chain((some) => fc.tuple(...some.map((plan) => endedRun(queuedRun(plan)))));
}

function endedRun(run: Run): fc.Arbitrary<Run> {
  const { lanes, steps, shape } = run.plan;
  return fc
    .record({
      state: fc.constantFrom('finished', 'failed', 'stopped'),
      curveSteps: fc.integer({ min: 0, max: 5 }),
      fitted: fc.boolean(),
      positions: fc.boolean(),
      failure: fc.string(),
      seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
    })
    .chain(({ state, curveSteps, positions, seconds, ...told }) =>
      fc
        .tuple(losses(curveSteps * lanes.length), losses(lanes.length), losses(positions ? shape.context : 0))
        .map(([curve, reached, byPosition]) => ({
          ...run,
          ...told,
          state,
          step: state === 'finished' ? steps : curveSteps,
          trainingSeconds: seconds,
          tokensPerSecond: seconds,
          curve: { lanes: lanes.length, steps: curveSteps, losses: curve },
          evaluations: [
            {
              step: state === 'finished' ? steps : curveSteps,
              losses: reached,
              ...(positions && lanes.length === 1 && { positionLosses: byPosition }),
            },
          ],
        })),
    );
}

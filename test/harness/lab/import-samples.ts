// Random runs that have ended, all valid. Corrupts nothing.
import * as fc from 'fast-check';
import type { TuningReport } from '../../../src/engine/trainer.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { presetRuns, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { noteOf } from '../../../src/lab/runs/note.ts';

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

const TUNING: TuningReport = {
  source: 'measured',
  products: 'tiles 8',
  attention: 'streaming; half',
  rejected: [],
  milliseconds: 0,
};

const prediction = fc.record({
  loss: fc.double({ min: 0.1, max: 9, noNaN: true }),
  low: fc.constantFrom(-Infinity, 0.5),
  high: fc.constantFrom(Infinity, 12),
  points: fc.integer({ min: 2, max: 99 }),
});

/** Names of adapters and browsers are texts from outside. */
const origin = fc.record({
  adapter: fc
    .string({ unit: 'binary', minLength: 1, maxLength: 40 })
    // A property splits a table at its line ends.
    .filter((name) => !name.includes('\r\n')),
  software: fc.boolean(),
  browser: fc.string({ maxLength: 20 }),
  system: fc.constantFrom('', 'Linux', '=1+1'),
  date: fc.integer({ min: 0, max: Date.UTC(2100) }),
  version: fc.constantFrom('0.1.0', '12.3.4'),
});

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
      prediction: fc.option(prediction, { nil: null }),
      origin: fc.option(origin, { nil: null }),
      speedVoid: fc.constantFrom('', 'the page was hidden'),
      beganFrom: fc.constantFrom('', 'f0'.repeat(32)),
      note: fc.string().map(noteOf),
      tuning: fc.constantFrom(null, TUNING),
    })
    .chain(({ state, curveSteps, positions, seconds, ...told }) =>
      fc
        .tuple(losses(curveSteps * lanes.length), losses(lanes.length), losses(positions ? shape.context : 0))
        .map(([curve, reached, byPosition]) => ({
          ...run,
          ...told,
          state,
          step: state === 'finished' ? steps : curveSteps,
          trainingSeconds: told.speedVoid === '' ? seconds : 0,
          tokensPerSecond: told.speedVoid === '' ? seconds : 0,
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

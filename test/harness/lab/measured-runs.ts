// Finished runs of an experiment with made losses, short curves, and everything that a page records. Trains nothing.
import { presetRuns, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import type { ExperimentSize } from '../../../src/lab/experiments/preset.ts';
import { planRuns, type PlannedRun } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import type { RunOrigin } from '../../../src/lab/runs/run-origin.ts';
import { jitter } from './finished-run.ts';

const CURVE_STEPS = 7;

export const LAPTOP: RunOrigin = {
  adapter: 'apple metal-3',
  software: false,
  browser: 'Safari 26.0',
  system: 'macOS',
  date: Date.UTC(2026, 10, 29, 9, 30, 0, 125),
  version: '0.1.0',
};
export const DESKTOP: RunOrigin = {
  ...LAPTOP,
  adapter: 'nvidia "Hopper", H200',
  browser: 'Chrome 142',
  system: 'Linux',
};

/** Losses differ by run, lane, step and machine; they fall with the steps and rise at the end of some runs. */
function lossOf(planned: PlannedRun, step: number, lane: number, machine: number): number {
  const share = step / planned.plan.steps;
  const falling = 1.5 + 40 * planned.parameters.nonEmbedding ** -0.5 + 1 / (1 + 20 * share);
  return falling + 0.4 * (share - 0.6) ** 2 + jitter(planned, lane, 0.01) + machine * (0.003 + 0.001 * lane);
}

/** A finished run, as a page on this machine would have trained it. Every second one has a prediction. */
export function measuredRun(planned: PlannedRun, place: number, origin: RunOrigin | null = LAPTOP): Run {
  const { plan } = planned;
  const machine = origin?.adapter === DESKTOP.adapter ? 1 : 0;
  const at = (step: number) =>
    Float32Array.from(plan.lanes, (_, lane) => lossOf(planned, step, lane, machine));
  const steps = Math.min(CURVE_STEPS, plan.steps);
  const losses = new Float32Array(steps * plan.lanes.length);
  for (let step = 1; step <= steps; step++) losses.set(at(step), (step - 1) * plan.lanes.length);
  const hidden = place % 3 === 2;
  return {
    ...queuedRun(planned),
    state: 'finished',
    step: plan.steps,
    trainingSeconds: hidden ? 0 : 10.25 + place,
    tokensPerSecond: hidden ? 0 : 123456.789 * (place + 1),
    speedVoid: hidden ? 'the page was hidden' : '',
    curve: { lanes: plan.lanes.length, steps, losses },
    evaluations: plan.evaluation.steps.map((step) => ({
      step,
      losses: at(step),
      ...(plan.evaluation.tests && {
        tests: plan.evaluation.tests.map((set) => ({
          ...set,
          right: plan.lanes.map((_, lane) => (step * (lane + 3)) % (set.windows + 1)),
          losses: at(step + 1),
        })),
      }),
      ...(plan.evaluation.texts && {
        texts: plan.evaluation.texts.map((text, i) => ({ ...text, losses: at(step + 2 + i) })),
      }),
    })),
    tuning: {
      source: 'measured',
      products: 'tiles 8 by 8; half',
      // An LSTM has none.
      attention: planned.plan.shape.kind === 'lstm' ? '' : 'streaming',
      rejected: [],
      milliseconds: 0,
    },
    prediction:
      place % 2 === 0
        ? null
        : { loss: 2.1 + place / 7, low: place === 1 ? -Infinity : 2, high: 2.9, points: place },
    fitted: place % 4 !== 3,
    note: place % 2 === 0 ? '' : `=1+1, "${place}"\nsecond line`,
    origin,
  };
}

/** The runs of an experiment, all finished on one machine. */
export function measuredRuns(
  id: ExperimentId,
  size: ExperimentSize,
  origin: RunOrigin | null = LAPTOP,
): Run[] {
  return planRuns(presetRuns(id, size), 's', 'https://somewhere.example/').map((planned, place) =>
    measuredRun(planned, place, origin),
  );
}

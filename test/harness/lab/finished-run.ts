// A finished run with losses from a function. Trains nothing.
import { emptyCurve, extended } from '../../../src/lab/runs/curve.ts';
import type { ExperimentSize } from '../../../src/lab/experiments/preset.ts';
import { presetRuns, type ExperimentId } from '../../../src/lab/experiments/presets.ts';
import { planRuns, type PlannedRun } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';

/** Loss of one lane of a run after some steps, nats per token. */
export type World = (run: PlannedRun, step: number, lane: number) => number;

/** Of a set of tests, the share of right answers and their loss of one lane after some steps. */
export type TestWorld = (
  run: PlannedRun,
  name: string,
  lane: number,
  step: number,
) => { readonly share: number; readonly loss: number };

/** Answers that grow better with the width. */
const ANSWERS: TestWorld = ({ plan }, name, lane, step) => ({
  share: 1 - 1 / (1 + plan.shape.width / 16 + lane / 8 + name.length / 64),
  loss: 4 / (1 + plan.shape.width / 16 + step / 1e4),
});

/** The loss on another text where the loss on the own text is known, as in the pilot. */
export function pilotElsewhere(id: string, own: number): number {
  return id === 'bible' ? 1.206 + 0.502 * own : 1.294 + 0.534 * own;
}

/** A finished run with the losses of a `World`, and with answers to its tests and losses on other texts. */
export function finishedRun(planned: PlannedRun, world: World, answers = ANSWERS): Run {
  const { steps, lanes, evaluation } = planned.plan;
  const at = (step: number) => Float32Array.from(lanes, (_, lane) => world(planned, step, lane));
  const losses = new Float32Array(steps * lanes.length);
  for (let step = 1; step <= steps; step++) losses.set(at(step), (step - 1) * lanes.length);
  return {
    ...queuedRun(planned),
    state: 'finished',
    step: steps,
    curve: extended(emptyCurve(lanes.length), 0, losses),
    evaluations: evaluation.steps.map((step) => ({
      step,
      losses: at(step),
      ...(step === steps && { positionLosses: byPosition(at(step), planned.plan.shape.context) }),
      ...(evaluation.tests && {
        tests: evaluation.tests.map((set) => {
          const told = lanes.map((_, lane) => answers(planned, set.name, lane, step));
          return {
            ...set,
            right: told.map(({ share }) => Math.round(share * set.windows)),
            losses: Float32Array.from(told, ({ loss }) => loss),
          };
        }),
      }),
      ...(evaluation.texts && {
        texts: evaluation.texts.map((text) => ({
          ...text,
          losses: at(step).map((loss) => pilotElsewhere(text.id, loss)),
        })),
      }),
    })),
  };
}

/** [R, T] losses that fall as T^−0.6. Their mean over all positions is about the loss of the model. */
function byPosition(losses: Float32Array, context: number): Float32Array {
  return Float32Array.from(
    { length: losses.length * context },
    (_, i) => (losses[Math.floor(i / context)] ?? NaN) - 0.15 + 1.4 * ((i % context) + 1) ** -0.6,
  );
}

/** The runs of an experiment, all finished with the losses of a world. */
export function finishedRuns(id: ExperimentId, size: ExperimentSize, world: World): Run[] {
  return planRuns(presetRuns(id, size), 's', 'https://somewhere.example/').map((run) =>
    finishedRun(run, world),
  );
}

/** Noise of about the size of `deviation`. It is always the same for the same run and lane. */
export function jitter({ plan }: PlannedRun, lane: number, deviation: number): number {
  let hash = 2166136261;
  for (const character of `${plan.id} ${lane}`) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  return deviation * 3.4 * (((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32 - 0.5);
}

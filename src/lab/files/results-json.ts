import type { RunPlan } from '../../engine/trainer.ts';
import type { ExperimentSize } from '../experiments/preset.ts';
import type { ExperimentId } from '../experiments/presets.ts';
import { flopsPerSecond, type Run } from '../runs/run.ts';
import { FORMATS, LOSS_UNIT } from './formats.ts';

/**
 * Everything known about an experiment's runs, with their curves and plans. Losses are in nats per token.
 * @param size null if it is not known
 */
export function resultsJson(
  experiment: ExperimentId,
  runs: readonly Run[],
  size: ExperimentSize | null = null,
): string {
  const told = { format: FORMATS.results, version: 1, experiment, ...(size !== null && { size }) };
  const results = { ...told, lossUnit: LOSS_UNIT, runs: runs.map(resultOf) };
  return `${JSON.stringify(results)}\n`;
}

/** A time or speed that is void is left out. */
function speedOf(run: Run): Record<string, unknown> {
  const { speedVoid, tokensPerSecond, trainingSeconds } = run;
  if (speedVoid === '') return { trainingSeconds, tokensPerSecond, flopsPerSecond: flopsPerSecond(run) };
  return { trainingSeconds: null, tokensPerSecond: null, flopsPerSecond: null, speedVoid };
}

/** Where a run came from. What does not apply is left out. */
function sourceOf({ beganFrom, imported, origin }: Run): Record<string, unknown> {
  return {
    origin: origin && { ...origin, date: origin.date === null ? null : new Date(origin.date).toISOString() },
    ...(imported && { imported }),
    ...(beganFrom !== '' && { beganFrom }),
  };
}

/** Files leave out the kind of a transformer, so that every version of the page reads them. */
function withoutKind({ shape, ...plan }: RunPlan): Record<string, unknown> {
  if (shape.kind === 'lstm') return { ...plan, shape };
  const { kind: _, ...sizes } = shape;
  return { ...plan, shape: sizes };
}

/** One run with its curve. Losses are in nats per token, `[steps, R]`. */
export function resultOf(run: Run): Record<string, unknown> {
  const { curve, evaluations, label, settings, plan, parameters, tokens, uniqueTokens, flops, sixND } = run;
  return {
    label,
    state: run.state,
    failure: run.failure,
    settings,
    plan: withoutKind(plan),
    parameters,
    tokens,
    uniqueTokens,
    flops,
    sixND,
    step: run.step,
    ...speedOf(run),
    tuning: run.tuning,
    prediction: run.prediction,
    fitted: run.fitted,
    evaluations: evaluations.map(({ step, losses, positionLosses, contextLosses, tests, texts }) => ({
      step,
      losses: [...losses],
      ...(positionLosses && { positionLosses: [...positionLosses] }),
      ...(contextLosses && { contextLosses: [...contextLosses] }),
      ...(tests && { tests: tests.map((score) => ({ ...score, losses: [...score.losses] })) }),
      ...(texts && { texts: texts.map((score) => ({ ...score, losses: [...score.losses] })) }),
    })),
    curve: [...curve.losses.subarray(0, curve.steps * curve.lanes)],
    ...sourceOf(run),
    ...(run.note !== '' && { note: run.note }),
  };
}

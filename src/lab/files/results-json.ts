import type { RunPlan } from '../../engine/trainer.ts';
import type { ExperimentId } from '../experiments/presets.ts';
import type { Run } from '../runs/run.ts';
import { FORMATS } from './formats.ts';

/** Everything known about an experiment's runs, with their curves and plans. Losses are in nats per token. */
export function resultsJson(experiment: ExperimentId, runs: readonly Run[]): string {
  const results = { format: FORMATS.results, version: 1, experiment, runs: runs.map(resultOf) };
  return `${JSON.stringify(results)}\n`;
}

/** A time or speed that is void is left out. */
function speedOf({ speedVoid, tokensPerSecond, trainingSeconds }: Run): Record<string, unknown> {
  if (speedVoid === '') return { trainingSeconds, tokensPerSecond };
  return { trainingSeconds: null, tokensPerSecond: null, speedVoid };
}

/** Files leave out the kind of a transformer, so that every version of the page reads them. */
function withoutKind({ shape, ...plan }: RunPlan): Record<string, unknown> {
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
    evaluations: evaluations.map(({ step, losses, positionLosses }) => ({
      step,
      losses: [...losses],
      ...(positionLosses && { positionLosses: [...positionLosses] }),
    })),
    curve: [...curve.losses.subarray(0, curve.steps * curve.lanes)],
  };
}

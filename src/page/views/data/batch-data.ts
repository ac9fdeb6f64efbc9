import type { Run } from '../../../lab/runs/run.ts';
import type { BatchAnalysis } from '../../../laws/analysis/analyse-batch.ts';
import { isRefusal } from '../../../laws/refusal.ts';
import type { BatchCurve, PlannedBatch } from '../../../charts/plots/batch-plot.ts';
import { runStyle } from '../../../charts/run-style.ts';

/** Data of the plot of steps against tokens: a curve for each loss. */
export function batchData(batch: BatchAnalysis | undefined, runs: readonly Run[]): BatchCurve[] {
  const windows = new Map(runs.map(({ plan }) => [plan.id, plan.batch]));
  const levels = batch?.levels ?? [];
  return levels.map(({ hyperbola, loss, runs: costs }, index) => {
    const fit = isRefusal(hyperbola) ? null : hyperbola;
    return {
      loss,
      style: runStyle(index, levels.length),
      dots: costs.map(({ run, steps, tokens }) => ({
        steps,
        tokens,
        run,
        label: `B ${windows.get(run) ?? '?'}`,
      })),
      hyperbola: (fit?.samples ?? []).toSorted((a, b) => a.steps - b.steps),
      turn: fit === null ? null : { steps: 2 * fit.fewestSteps.value, tokens: 2 * fit.fewestTokens.value },
    };
  });
}

/** The steps and tokens that each batch size will have, while none has reached a loss with another; empty after that. */
export function plannedBatches(batch: BatchAnalysis | undefined, runs: readonly Run[]): PlannedBatch[] {
  if (batch?.levels.some((level) => level.runs.length > 0) === true) return [];
  return runs.map(({ plan, tokens }, index) => ({
    steps: plan.steps,
    tokens,
    label: `B ${plan.batch}`,
    run: plan.id,
    style: runStyle(index, runs.length),
  }));
}

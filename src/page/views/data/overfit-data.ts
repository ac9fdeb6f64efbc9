import type { Run } from '../../../lab/runs/run.ts';
import { mean } from '../../../laws/stats/mean.ts';
import type { EpochLoss, OverfitCurve } from '../../../charts/plots/overfit-plot.ts';
import { runStyles } from '../../kit/run-styles.ts';

/** One model on its part of the text, with its best and its last evaluation. */
export interface OverfitFigures extends OverfitCurve {
  uniqueTokens: number;
  best: EpochLoss;
  end: EpochLoss;
  /** Last loss divided by the least, minus 1. */
  overfit: number;
}

/** Every run that has been evaluated, averaged over its lanes. */
export function overfitData(runs: readonly Run[]): OverfitFigures[] {
  const styles = runStyles(runs);
  return runs.flatMap((run, index) => {
    const style = styles[index];
    const points = pointsOf(run);
    const [first, end] = [points[0], points.at(-1)];
    if (style === undefined || first === undefined || end === undefined) return [];
    const best = points.reduce((a, b) => (b.loss < a.loss ? b : a), first);
    const { label, uniqueTokens } = run;
    return [
      { label, style, run: run.plan.id, points, uniqueTokens, best, end, overfit: end.loss / best.loss - 1 },
    ];
  });
}

function pointsOf({ evaluations, plan, tokens, uniqueTokens }: Run): EpochLoss[] {
  return evaluations.map(({ step, losses }) => ({
    epochs: ((step / plan.steps) * tokens) / uniqueTokens,
    loss: mean(losses),
  }));
}

import { reachedLosses, type Run } from '../../../lab/runs/run.ts';
import { mean } from '../../../laws/stats/mean.ts';
import type { IsoflopAnalysis, IsoflopParabola } from '../../../laws/analysis/analyse-approaches.ts';
import type { ParameterConvention } from '../../../laws/counting/parameter-convention.ts';
import type { IsoflopCurve } from '../../../charts/plots/isoflop-plot.ts';
import type { PlannedRow } from '../../../charts/planned-marks.ts';
import { tenths } from '../../../charts/quantity.ts';
import { xOf } from '../../../lab/runs/x-of.ts';
import { seriesOf, seriesStyle } from '../../kit/run-styles.ts';

/** The runs of each budget, which is a series, with the fitted parabola. */
export function isoflopCurves(
  runs: readonly Run[],
  law: IsoflopAnalysis | null,
  convention: ParameterConvention,
): IsoflopCurve[] {
  return seriesOf(runs).map((series) => {
    const members = runs.filter(({ settings }) => settings.series === series);
    const budget = law?.budgets.find((candidate) => isOf(candidate, members));
    return {
      label: tenths(mean(members.map(({ flops }) => flops))),
      style: seriesStyle(runs, series),
      dots: members.flatMap((run) =>
        dotsOf(run, convention, !(budget?.outside.includes(run.plan.id) ?? false)),
      ),
      parabola: [...(budget?.samples ?? [])],
      minimum: budget === undefined ? null : { parameters: budget.parameters, loss: budget.loss },
    };
  });
}

/** The runs of each budget at their N, while none has a loss; empty after that. */
export function plannedBudgets(runs: readonly Run[], convention: ParameterConvention): PlannedRow[] {
  if (runs.some((run) => reachedLosses(run) !== null)) return [];
  return isoflopCurves(runs, null, convention).map(({ label, style }, i) => ({
    label,
    style,
    models: runs
      .filter(({ settings }) => settings.series === seriesOf(runs)[i])
      .map((run) => ({ x: xOf(run, 'N', convention), name: '', run: run.plan.id })),
  }));
}

function isOf({ models }: IsoflopParabola, members: readonly Run[]): boolean {
  return models.some(({ run }) => members.some(({ plan }) => plan.id === run));
}

/** @param inside whether the run lies in the window of its parabola */
function dotsOf(run: Run, convention: ParameterConvention, inside: boolean): IsoflopCurve['dots'] {
  const parameters = xOf(run, 'N', convention);
  return Array.from(reachedLosses(run) ?? [], (loss) => ({
    parameters,
    loss,
    fitted: run.fitted && inside,
    label: run.label,
    run: run.plan.id,
  }));
}

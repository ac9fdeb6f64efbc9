import { verdict } from '../lab/prediction.ts';
import { pointsOf, xOf } from '../lab/run-points.ts';
import { hasEnded, reachedLosses, type Run } from '../lab/run.ts';
import type { LawVariable, SampledLaw } from '../laws/analysis.ts';
import type { ParameterConvention } from '../laws/parameter-convention.ts';
import { isRefusal, type Refusal } from '../laws/refusal.ts';
import { runStyle } from './charts/run-style.ts';
import type { DotLabel } from './charts/dot-labels.ts';
import type { Ring } from './charts/ring-marks.ts';
import type { ScalingPlot } from './charts/scaling-plot.ts';

/** The runs and their law as the scaling plot draws them, over what the law is of. */
export function scalingData(
  runs: readonly Run[],
  law: SampledLaw | Refusal | null,
  of: LawVariable,
  convention: ParameterConvention,
): ScalingPlot {
  const placeOf = (run: Run) => xOf(run, of, convention);
  const sizes = runs.map(placeOf);
  const points = pointsOf(runs, of, convention);
  const fitted = points.filter(({ run }) => run.fitted).map(({ x }) => x);
  return {
    of,
    dots: points.map(({ x, loss, run }) => ({
      x,
      loss,
      style: runStyle(runs.indexOf(run), runs.length),
      fitted: run.fitted,
    })),
    labels: runs.map((run) => labelOf(run, placeOf(run))),
    rings: runs.flatMap((run) => ringOf(run, placeOf(run))),
    law: law === null || isRefusal(law) ? [] : law.samples,
    fittedRange: [Math.min(...fitted), Math.max(...fitted)],
    range: [Math.min(...sizes), Math.max(...sizes)],
  };
}

function labelOf(run: Run, x: number): DotLabel {
  const losses = reachedLosses(run);
  const text = run.label;
  if (losses === null) return { x, loss: null, text };
  return { x, loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length, text };
}

/** A run that ended without a result leaves no ring. */
function ringOf(run: Run, x: number): Ring[] {
  const { prediction } = run;
  if (prediction === null || (hasEnded(run) && reachedLosses(run) === null)) return [];
  const { loss, low, high } = prediction;
  return [{ x, loss, low, high, verdict: verdict(run) }];
}

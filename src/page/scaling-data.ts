import { pointsOf, xOf, type LawOf } from '../lab/fit-runs.ts';
import { verdict } from '../lab/prediction.ts';
import { hasEnded, reachedLosses, type Run } from '../lab/run.ts';
import { isRefusal, type Refusal } from '../laws/refusal.ts';
import type { ScalingLaw } from '../laws/scaling-law.ts';
import { runStyle } from './charts/run-style.ts';
import type { DotLabel } from './charts/dot-labels.ts';
import type { Ring } from './charts/ring-marks.ts';
import type { LawSample, ScalingPlot } from './charts/scaling-plot.ts';

const SAMPLES = 40;

/** The runs and their law as the scaling plot draws them, over what the law is of. */
export function scalingData(runs: readonly Run[], law: ScalingLaw | Refusal | null, of: LawOf): ScalingPlot {
  const sizes = runs.map((run) => xOf(run, of));
  const range: [number, number] = [Math.min(...sizes), Math.max(...sizes)];
  const points = pointsOf(runs, of);
  const fitted = points.filter(({ run }) => run.fitted).map(({ x }) => x);
  return {
    of,
    dots: points.map(({ x, loss, run }) => ({
      x,
      loss,
      style: runStyle(runs.indexOf(run), runs.length),
      fitted: run.fitted,
    })),
    labels: runs.map((run) => labelOf(run, of)),
    rings: runs.flatMap((run) => ringOf(run, of)),
    law: law === null || isRefusal(law) ? [] : lawSamples(law, range),
    fittedRange: [Math.min(...fitted), Math.max(...fitted)],
    range,
  };
}

function labelOf(run: Run, of: LawOf): DotLabel {
  const losses = reachedLosses(run);
  const x = xOf(run, of);
  const text = run.label;
  if (losses === null) return { x, loss: null, text };
  return { x, loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length, text };
}

/** A run that ended without a result leaves no ring. */
function ringOf(run: Run, of: LawOf): Ring[] {
  const { prediction } = run;
  if (prediction === null || (hasEnded(run) && reachedLosses(run) === null)) return [];
  const { loss, low, high } = prediction;
  return [{ x: xOf(run, of), loss, low, high, verdict: verdict(run) }];
}

function lawSamples(law: ScalingLaw, [first, last]: [number, number]): LawSample[] {
  return Array.from({ length: SAMPLES }, (_, i) => {
    const x = first * (last / first) ** (i / (SAMPLES - 1));
    return { x, loss: law.law.predict(x), ...law.band(x) };
  });
}

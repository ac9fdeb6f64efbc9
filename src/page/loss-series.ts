import type { Curve } from '../lab/curve.ts';
import { decimate, type Span } from '../lab/decimate.ts';
import type { LossView } from '../lab/experiment.ts';
import type { Run } from '../lab/run.ts';
import type { LossCurves, LossSeries } from './charts/loss-curves.ts';
import { runStyle } from './charts/run-style.ts';

/** The runs as the loss chart draws them. */
export function lossSeries(runs: readonly Run[], { over, axes }: LossView): LossCurves {
  const units = runs.map((run) => perStep(run, over));
  return {
    series: runs.flatMap((run, index) => seriesOf(run, index, runs.length, units[index] ?? 1, axes)),
    over,
    axes,
    xMin: Math.min(...units),
    xMax: Math.max(...runs.map((run, index) => run.plan.steps * (units[index] ?? 1))),
    ignorance: Math.log(Math.max(...runs.map((run) => run.plan.shape.vocabulary))),
  };
}

function seriesOf(
  run: Run,
  index: number,
  count: number,
  unit: number,
  axes: LossView['axes'],
): LossSeries[] {
  if (run.curve.steps === 0) return [];
  const spans = spansOf(run, axes);
  return [{ label: run.label, style: runStyle(index, count), perStep: unit, spans }];
}

/** Spans of each curve drawn of late: most curves on a chart have ended and stay as they are. */
const known = { log: new WeakMap<Curve, Span[]>(), linear: new WeakMap<Curve, Span[]>() };

function spansOf({ curve, plan }: Run, axes: LossView['axes']): Span[] {
  const spans = known[axes].get(curve) ?? decimate(curve, axes, plan.steps);
  known[axes].set(curve, spans);
  return spans;
}

function perStep(run: Run, over: LossView['over']): number {
  if (over === 'steps') return 1;
  return (over === 'tokens' ? run.tokens : run.flops) / run.plan.steps;
}

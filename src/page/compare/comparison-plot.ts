import type { LineEnd } from '../../charts/end-labels.ts';
import type { LawLine } from '../../charts/law-marks.ts';
import type { ScalingDot, ScalingPlot } from '../../charts/plots/scaling-plot.ts';
import { runStyle, type RunStyle } from '../../charts/run-style.ts';
import type { ComparedExperiment, MadeComparison } from '../../lab/comparison/comparison.ts';
import { reachedLosses } from '../../lab/runs/run.ts';
import { xOf } from '../../lab/runs/x-of.ts';
import type { LawVariable } from '../../laws/analysis/request.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { axisFormat, axisLabel } from '../law/law-axis.ts';
import { lawLine } from '../law/law-line.ts';
import { shownLabel } from '../kit/shown-label.ts';

/** N is counted alike in all of them. */
const CONVENTION = 'non-embedding';

/** A model of a compared experiment. */
export interface ComparedDot extends ScalingDot {
  label: string;
}

/** The experiments of a comparison as the scaling plot draws them: a style, dots, a law and a name each. */
export function comparisonPlot({ experiments, of, unit }: MadeComparison): ScalingPlot {
  const styled = experiments.map((experiment, i) => ({ experiment, style: runStyle(i, experiments.length) }));
  const dots = styled.map(({ experiment, style }) => ({
    dots: dotsOf(experiment, style, of),
    experiment,
    style,
  }));
  const places = dots.flatMap((group) => group.dots.map(({ x }) => x));
  return {
    xLabel: axisLabel(of, CONVENTION),
    format: axisFormat(of),
    dots: dots.flatMap((group) => group.dots),
    labels: [],
    ends: dots.flatMap((group) => endOf(group.experiment, group.dots, group.style)),
    rings: [],
    laws: styled.flatMap(({ experiment, style }) => lineOf(experiment, style)),
    range: [Math.min(...places), Math.max(...places)],
    lossUnit: unit.replace('/', ' per '),
  };
}

/** A dot for each model; hollow if the law does not use it. */
export function dotsOf(
  { law, name, perNat, runs }: ComparedExperiment,
  style: RunStyle,
  of: LawVariable,
): ComparedDot[] {
  const used = new Set(law === null || isRefusal(law) ? [] : law.models.map(({ run }) => run));
  return runs.flatMap((run) =>
    Array.from(reachedLosses(run) ?? [])
      .filter(Number.isFinite)
      .map((loss) => ({
        x: xOf(run, of, CONVENTION),
        loss: loss * perNat,
        style,
        label: `${name}, ${shownLabel(run.label)}`,
        fitted: used.has(run.plan.id),
      })),
  );
}

function lineOf({ law, perNat }: ComparedExperiment, { color }: RunStyle): LawLine[] {
  if (law === null || isRefusal(law)) return [];
  const samples = law.samples.map(({ x, loss, low, high }) => ({
    x,
    loss: loss * perNat,
    low: low * perNat,
    high: high * perNat,
  }));
  return [lawLine({ samples, fittedRange: law.fittedRange }, color)];
}

/** The experiment's name, at its largest model. */
function endOf({ name }: ComparedExperiment, dots: readonly ComparedDot[], style: RunStyle): LineEnd[] {
  const [last] = dots.toSorted((a, b) => b.x - a.x);
  return last === undefined ? [] : [{ label: name, style, x: last.x, y: last.loss }];
}

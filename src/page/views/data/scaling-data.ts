import { subjectOf } from '../../../lab/analysis/subject.ts';
import { presetOf, type ExperimentId } from '../../../lab/experiments/presets.ts';
import { verdict } from '../../../lab/analysis/prediction.ts';
import { meanLoss } from '../../../lab/runs/mean-loss.ts';
import { hasEnded, reachedLosses, type Run } from '../../../lab/runs/run.ts';
import type { LawVariable } from '../../../laws/analysis/request.ts';
import type { ParameterConvention } from '../../../laws/counting/parameter-convention.ts';
import { isRefusal } from '../../../laws/refusal.ts';
import type { DotLabel } from '../../../charts/dot-labels.ts';
import type { LineEnd } from '../../../charts/end-labels.ts';
import type { LawLine } from '../../../charts/law-marks.ts';
import type { PlannedRow } from '../../../charts/planned-marks.ts';
import type { Ring } from '../../../charts/ring-marks.ts';
import type { ScalingDot, ScalingPlot } from '../../../charts/plots/scaling-plot.ts';
import { lawLine } from '../../law/law-line.ts';
import { legendEntries, type LegendEntry } from '../../kit/legend-entries.ts';
import type { MachineStyles } from './machine-styles.ts';
import { xOf } from '../../../lab/runs/x-of.ts';
import { axisFormat, axisLabel } from '../../law/law-axis.ts';
import { seriesLabel, seriesOf, seriesStyle, shortLabels } from '../../kit/run-styles.ts';
import type { Analysis } from '../../../laws/analysis/analyse.ts';
import type { SampledLaw } from '../../../laws/analysis/sampled-law.ts';
import { lossUnitWords } from '../../kit/run-words.ts';

/** The variable of the x axis, the convention by which N is counted, and the experiment. */
export interface ScalingView {
  shown: ExperimentId;
  of: LawVariable;
  convention: ParameterConvention;
  /** Styles of a class's runs by machine; null if the runs are nobody's class. */
  machines?: MachineStyles | null;
}

/** A trained model with its name. */
export interface ModelDot extends ScalingDot {
  label: string;
  series: string;
}

/** A dot for each finished model of the series that have a law; every lane is a model. */
export function modelDots(
  runs: readonly Run[],
  analysis: Analysis,
  { shown, of, convention, machines = null }: ScalingView,
): ModelDot[] {
  const entryOf = machines === null ? legendEntries(runs) : machineEntries(runs, machines);
  const subject = subjectOf(analysis, presetOf(shown), { convention });
  const leastLayers = subject.kind === 'depth' ? 2 : 1;
  const isUsed = ({ fitted, plan }: Run) => fitted && plan.shape.layers >= leastLayers;
  return withLaws(runs).flatMap((run) => {
    const x = xOf(run, of, convention);
    const { series } = run.settings;
    return Array.from(reachedLosses(run) ?? [], (loss) => ({
      x,
      loss,
      series,
      run: run.plan.id,
      ...entryOf(run.plan.id),
      ...(machines !== null && { rank: machines.rankOf(run) }),
      fitted: isUsed(run),
    }));
  });
}

/** The runs of every series that has fitted runs; all runs if there is no such series. */
function withLaws(runs: readonly Run[]): readonly Run[] {
  const series = new Set(runs.filter(({ fitted }) => fitted).map(({ settings }) => settings.series));
  return series.size === 0 ? runs : runs.filter(({ settings }) => series.has(settings.series));
}

/** The runs and their laws as the scaling plot draws them. */
export function scalingData(all: readonly Run[], analysis: Analysis, view: ScalingView): ScalingPlot {
  const { of, convention, machines = null } = view;
  const runs = withLaws(all);
  const sizes = runs.map((run) => xOf(run, of, convention));
  const several = seriesOf(runs).length > 1;
  const dots = modelDots(all, analysis, view);
  const names = shortLabels(runs);
  const labels = runs.map((run, index) => labelOf(run, names[index] ?? run.label, view));
  const rings = runs.flatMap((run) => ringOf(run, runs, view));
  const isKnown = dots.length > 0 || rings.length > 0;
  return {
    xLabel: axisLabel(of, convention),
    format: axisFormat(of),
    dots,
    labels: several || !isKnown ? [] : labelsOf(runs, names, view),
    ...(machines !== null && { key: machines.key }),
    ends: several ? seriesEnds(runs, dots) : [],
    rings,
    laws: lawLines(runs, analysis, view),
    planned: isKnown ? [] : plannedRows(runs, labels),
    range: [Math.min(...sizes), Math.max(...sizes)],
    lossUnit: lossUnitWords(runs),
  };
}

/** A row for each series, or one of all runs, each with its name. */
function plannedRows(runs: readonly Run[], labels: readonly DotLabel[]): PlannedRow[] {
  const series = seriesOf(runs);
  return series.map((name) => ({
    label: series.length > 1 ? seriesLabel(name) : '',
    style: seriesStyle(runs, name),
    models: labels
      .filter((_, i) => runs[i]?.settings.series === name)
      .map(({ x, text, run }) => ({ x, name: series.length > 1 ? '' : text, run })),
  }));
}

/** The power laws of this axis that were not refused, with their series. */
export function lawsOf(analysis: Analysis, of: LawVariable): { series: string; law: SampledLaw }[] {
  return analysis.laws.flatMap(({ series, of: own, law }) =>
    own !== of || isRefusal(law) ? [] : [{ series, law }],
  );
}

/** The law of all models if the experiment has one, otherwise the law of each series. */
function lawLines(runs: readonly Run[], analysis: Analysis, view: ScalingView): LawLine[] {
  const joint = view.of === 'N' ? jointLines(runs, analysis, view) : null;
  if (joint !== null) return joint;
  const laws = lawsOf(analysis, view.of);
  return laws.map(({ series, law }) =>
    lawLine(law, laws.length > 1 ? seriesStyle(runs, series).color : 'var(--ink)'),
  );
}

/** Null if each series has a law of its own. A law of all depths is drawn only if the axis counts N as the law does. */
function jointLines(
  runs: readonly Run[],
  analysis: Analysis,
  { shown, convention }: ScalingView,
): LawLine[] | null {
  const subject = subjectOf(analysis, presetOf(shown), { convention });
  if (subject.kind === 'grid' && !isRefusal(subject.law)) {
    return subject.law.sections.map(({ tokens, samples }) => ({
      color: colorOfCorpus(runs, tokens),
      samples: samples.map(({ x, loss, low, high }) => ({ x, y: loss, low, high })),
      fitted: [samples[0]?.x ?? 0, samples.at(-1)?.x ?? Infinity],
    }));
  }
  if (subject.kind !== 'depth') return null;
  const isDrawn = subject.convention === convention && !isRefusal(subject.law);
  return isDrawn ? [lawLine(subject.law, 'var(--ink)')] : [];
}

function colorOfCorpus(runs: readonly Run[], uniqueTokens: number): string {
  const run = runs.find((candidate) => candidate.uniqueTokens === uniqueTokens);
  return run === undefined ? 'var(--ink)' : seriesStyle(runs, run.settings.series).color;
}

/** A dot of a class by its model and its pupil. */
function machineEntries(
  runs: readonly Run[],
  { nameOf, styleOf }: MachineStyles,
): (id: string) => LegendEntry {
  const entries = new Map(
    runs.map((run) => {
      const name = nameOf(run);
      const label = name === '' ? run.label : `${run.label}, ${name}`;
      return [run.plan.id, { label, style: styleOf(run), fitted: run.fitted }];
    }),
  );
  return (id) => entries.get(id) ?? legendEntries(runs)(id);
}

/** A name for each run; for a class one for each model, at the mean of all pupils. */
function labelsOf(runs: readonly Run[], names: readonly string[], view: ScalingView): DotLabel[] {
  const { machines = null } = view;
  if (machines === null) return runs.map((run, index) => labelOf(run, names[index] ?? run.label, view));
  const models = new Map(runs.map((run) => [run.label, run]));
  return [...models].map(([text, model]) => {
    const loss = meanLoss(runs.filter(({ label }) => label === text));
    return { x: xOf(model, view.of, view.convention), text, loss };
  });
}

function labelOf(run: Run, text: string, { of, convention }: ScalingView): DotLabel {
  const losses = reachedLosses(run);
  const x = xOf(run, of, convention);
  const named = { x, text, run: run.plan.id };
  if (losses === null) return { ...named, loss: null };
  return { ...named, loss: losses.reduce((sum, loss) => sum + loss, 0) / losses.length };
}

/** The name of each series at its largest model. */
function seriesEnds(runs: readonly Run[], dots: readonly ModelDot[]): LineEnd[] {
  return seriesOf(runs).flatMap((series) => {
    const [last] = dots.filter((dot) => dot.series === series).toSorted((a, b) => b.x - a.x);
    return last === undefined
      ? []
      : [{ label: seriesLabel(series), style: last.style, x: last.x, y: last.loss }];
  });
}

/** A run that ended without a result leaves no ring, and a prediction that tests nothing is not drawn. */
function ringOf(run: Run, runs: readonly Run[], { of, convention }: ScalingView): Ring[] {
  const { prediction } = run;
  const judged = verdict(run, runs);
  if (prediction === null || judged === 'untested') return [];
  if (hasEnded(run) && reachedLosses(run) === null) return [];
  const { loss, low, high } = prediction;
  return [{ x: xOf(run, of, convention), loss, low, high, verdict: judged, run: run.plan.id }];
}

import { reachedLosses, type Run } from '../../../lab/runs/run.ts';
import type { Analysis } from '../../../laws/analysis/analyse.ts';
import type { ParameterConvention } from '../../../laws/counting/parameter-convention.ts';
import { isRefusal } from '../../../laws/refusal.ts';
import type { EntropyPlot } from '../../../charts/plots/entropy-plot.ts';
import { lawLine } from '../../law/law-line.ts';
import { legendEntries, type LegendEntry } from '../../kit/legend-entries.ts';
import { xOf } from '../../../lab/runs/x-of.ts';
import { runStyle } from '../../../charts/run-style.ts';
import type { PlannedRow } from '../../../charts/planned-marks.ts';
import { seriesOf, shortLabels } from '../../kit/run-styles.ts';
import type { SampledLaw } from '../../../laws/analysis/sampled-law.ts';
import { axisLabel } from '../../law/law-axis.ts';
import { lossUnitWords } from '../../kit/run-words.ts';
import { leastLossOf } from './least-loss.ts';

/** A source, and the models trained on it. */
export interface EntropyFigures {
  series: string;
  /** Whether a law goes through its models. */
  fitted: boolean;
  plot: EntropyPlot;
  rows: { label: string; x: number; loss: number }[];
  notes: string[];
}

/** The sources of known entropy among the runs, one for each series. */
export function entropySources(
  runs: readonly Run[],
  analysis: Analysis,
  convention: ParameterConvention,
): EntropyFigures[] {
  const entryOf = legendEntries(runs);
  return seriesOf(runs).flatMap((series) => {
    const members = runs.filter(({ settings }) => settings.series === series);
    const [first] = members;
    const entropy = first === undefined ? null : leastLossOf(first);
    if (entropy === null) return [];
    const found = analysis.laws.find((law) => law.series === series && law.of === 'N')?.law ?? null;
    const law = found === null || isRefusal(found) ? null : found;
    const rows = members
      .flatMap((run) => modelsOf(run, entryOf(run.plan.id), convention))
      .toSorted((a, b) => a.x - b.x);
    const sizes = members.map((run) => xOf(run, 'N', convention));
    return [
      {
        series,
        fitted: members.some((run) => run.fitted),
        plot: {
          entropy,
          dots: rows,
          planned: rows.length > 0 ? [] : plannedRows(members, convention),
          law: law === null ? null : lawLine(law, 'var(--ink)'),
          floor: floorOf(law),
          range: [Math.min(...sizes), Math.max(...sizes)],
          xLabel: axisLabel('N', convention),
          lossUnit: lossUnitWords(members),
        },
        rows,
        notes: notesOf(law, entropy, found !== null && isRefusal(found) ? found.refused : null),
      },
    ];
  });
}

/** The models of a source in one row, each with its name. */
function plannedRows(members: readonly Run[], convention: ParameterConvention): PlannedRow[] {
  const names = shortLabels(members);
  const models = members.map((run, i) => ({
    x: xOf(run, 'N', convention),
    name: names[i] ?? run.label,
    run: run.plan.id,
  }));
  return [{ label: '', style: runStyle(0, 1), models }];
}

function modelsOf(run: Run, { label, style, fitted }: LegendEntry, convention: ParameterConvention) {
  const x = xOf(run, 'N', convention);
  return Array.from(reachedLosses(run) ?? [], (loss) => ({
    run: run.plan.id,
    label,
    style,
    fitted,
    x,
    loss,
  }));
}

function floorOf(law: SampledLaw | null): EntropyPlot['floor'] {
  if (law === null || law.intervals.floor === null) return null;
  return { value: law.floor, ...law.intervals.floor };
}

/** An interval of the floor that is wider than this share of H tells little. */
const VAGUE = 0.05;

function notesOf(
  law: SampledLaw | null,
  { low, high }: EntropyPlot['entropy'],
  refused: string | null,
): string[] {
  const interval = law?.intervals.floor ?? null;
  if (refused !== null) return [`No law here: ${refused}.`];
  if (interval === null) return [];
  const covered = interval.low <= high && interval.high >= low;
  if (covered && interval.high - interval.low > VAGUE * low)
    return ['The interval of E contains H but is wide: these runs hardly determine the floor.'];
  return [
    covered
      ? 'The interval of E contains H: the floor of this law is the source’s entropy.'
      : 'The interval of E does not contain H. The interval accounts for the noise of the runs, but not for errors of the form, nor for what models have not learned at this D.',
  ];
}

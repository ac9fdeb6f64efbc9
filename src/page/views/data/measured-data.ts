import type { LawLine } from '../../../charts/law-marks.ts';
import type { ScalingDot } from '../../../charts/plots/scaling-plot.ts';
import { mainLaw, surfaceLoss } from '../../../lab/imported/main-law.ts';
import type { MeasuredTable, Quantity } from '../../../lab/imported/measured-run.ts';
import type { Analysis } from '../../../laws/analysis/analyse.ts';
import { chinchillaOptimum, type ChinchillaConstants } from '../../../laws/joint/optimal-allocation.ts';
import { logSpaced } from '../../../laws/stats/log-spaced.ts';
import { lawLine } from '../../law/law-line.ts';
import { measuredName } from '../../kit/measured-words.ts';
import { measuredStyles, valuesOf } from './measured-styles.ts';
import { lawsOf } from './scaling-data.ts';

/** A run with its name. */
export interface MeasuredDot extends ScalingDot {
  id: string;
  label: string;
}

/** Number of values of the other quantity at which a law of N and D is drawn. */
const MOST_SECTIONS = 5;
/** Number of points that a section is drawn with. */
const SAMPLES = 40;

/** A dot for each run that has a value on the axis. */
export function measuredDots(table: MeasuredTable, of: Quantity): MeasuredDot[] {
  const { styleOf } = measuredStyles(table, otherOf(of));
  return table.runs.flatMap((run) => {
    const x = run.sizes[of];
    if (x === null) return [];
    return [
      { id: run.id, label: measuredName(run), x, loss: run.loss, style: styleOf(run), fitted: run.fitted },
    ];
  });
}

/** The quantity that colours show on an axis: D on the axis of N, otherwise N. */
export function otherOf(of: Quantity): 'N' | 'D' {
  return of === 'N' ? 'D' : 'N';
}

/** The stated law along the axis if it is one of N and D, otherwise the power laws over it. */
export function measuredLines(table: MeasuredTable, analysis: Analysis, of: Quantity): LawLine[] {
  const main = mainLaw(table, analysis);
  if (main.kind === 'joint' || main.kind === 'repeats') {
    if (of === 'C') return [bestLosses(table, main.surface)];
    if (of === 'N' || of === 'D') return sections(table, main.surface, of);
  }
  const { styleOf } = measuredStyles(table, otherOf(of));
  const laws = lawsOf(analysis, of);
  return laws.map(({ series, law }) => {
    const run = table.runs.find((candidate) => candidate.series === series);
    const color = laws.length > 1 && run !== undefined ? styleOf(run).color : 'var(--ink)';
    return lawLine(law, color);
  });
}

/** The law at a few values of the other quantity. */
function sections(table: MeasuredTable, surface: ChinchillaConstants, of: 'N' | 'D'): LawLine[] {
  const other = otherOf(of);
  const { styleAt } = measuredStyles(table, other);
  const range = rangeOf(table, of);
  return someOf(valuesOf(table, other)).map((fixed) => {
    const lossAt = (x: number): number =>
      of === 'N' ? surfaceLoss(surface, x, fixed) : surfaceLoss(surface, fixed, x);
    const samples = logSpaced(...range, SAMPLES).map((x) => bandless(x, lossAt(x)));
    return { color: styleAt?.(fixed).color ?? 'var(--ink-soft)', samples, fitted: [...range] };
  });
}

/** The loss with the best N and D for each budget, by the law. */
function bestLosses(table: MeasuredTable, surface: ChinchillaConstants): LawLine {
  const range = rangeOf(table, 'C');
  const samples = logSpaced(...range, SAMPLES).map((compute) => {
    const { parameters, tokens } = chinchillaOptimum(surface, compute);
    return bandless(compute, surfaceLoss(surface, parameters, tokens));
  });
  return { color: 'var(--ink)', samples, fitted: [...range] };
}

/** The smallest and the largest value of a quantity. */
function rangeOf(table: MeasuredTable, of: Quantity): readonly [number, number] {
  const values = valuesOf(table, of);
  return [values[0] ?? NaN, values.at(-1) ?? NaN];
}

function bandless(x: number, y: number) {
  return { x, y, low: y, high: y };
}

/** At most five values, evenly spaced by rank. */
function someOf(values: readonly number[]): number[] {
  if (values.length <= MOST_SECTIONS) return [...values];
  const step = (values.length - 1) / (MOST_SECTIONS - 1);
  return Array.from({ length: MOST_SECTIONS }, (_, i) => values[Math.round(i * step)] ?? NaN);
}

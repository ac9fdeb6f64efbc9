import { finalLosses, type Run } from '../../../lab/runs/run.ts';
import { mean } from '../../../laws/stats/mean.ts';
import { pooledDeviation } from '../../../laws/stats/pooled-deviation.ts';
import type { Variant } from '../../../charts/plots/variants-plot.ts';
import { seriesLabel, seriesOf } from '../../kit/run-styles.ts';
import { legendEntries, type LegendEntry } from '../../kit/legend-entries.ts';

/** Share of the least loss within which variants "hardly differ". */
export const CLOSE = 0.05;

/** A variant with its figures. They are null until it is trained, or if it has too few seeds. */
export interface VariantFigures extends Variant {
  parameters: number;
  mean: number | null;
  /** Mean divided by the least mean, minus 1. */
  over: number | null;
  /** Standard error of the mean, from the deviation pooled over the seeds of all variants. */
  error: number | null;
}

/** Runs as variants of one model, the best first, and a sentence on how much the seeds of one variant differ. */
export function variantsData(runs: readonly Run[]): { variants: VariantFigures[]; spread: string } {
  const deviation = deviationOf(runs);
  const entryOf = legendEntries(runs);
  const bare = runs.map((run) => figuresOf(run, nameIn(runs, run, entryOf(run.plan.id)), deviation));
  const least = Math.min(...bare.flatMap(({ mean: own }) => (own === null ? [] : [own])));
  const variants = bare
    .map((variant) => ({ ...variant, over: variant.mean === null ? null : variant.mean / least - 1 }))
    .toSorted((a, b) => (a.mean ?? Infinity) - (b.mean ?? Infinity));
  return { variants, spread: spreadWords(deviation) };
}

/** Standard deviation over seeds, pooled over all variants; null if no variant has several seeds. */
function deviationOf(runs: readonly Run[]): number | null {
  const groups = runs.map((run) => Array.from(finalLosses(run) ?? [])).filter(({ length }) => length > 1);
  if (groups.length === 0) return null;
  const deviation = pooledDeviation(groups);
  return typeof deviation === 'number' ? deviation : null;
}

/** Names a variant by its series as well, if there are several and its label lacks it: `mix: L 3 · d 20`. */
function nameIn(runs: readonly Run[], { settings }: Run, entry: LegendEntry): LegendEntry {
  const series = seriesLabel(settings.series);
  const isNamed = seriesOf(runs).length === 1 || entry.label.split(' · ').includes(series);
  return isNamed ? entry : { ...entry, label: `${series}: ${entry.label}` };
}

function figuresOf(run: Run, { label, style }: LegendEntry, deviation: number | null): VariantFigures {
  const losses = Array.from(finalLosses(run) ?? []);
  const { nonEmbedding: parameters } = run.parameters;
  const bare = { label, style, losses, parameters, run: run.plan.id, over: null };
  if (losses.length === 0) return { ...bare, mean: null, error: null };
  return {
    ...bare,
    mean: mean(losses),
    error: deviation === null ? null : deviation / Math.sqrt(losses.length),
  };
}

function spreadWords(deviation: number | null): string {
  if (deviation === null)
    return ' Each variant has one seed: differences as small as those between seeds mean nothing.';
  return ` Seeds of one variant differ by ${deviation.toFixed(4)} nats (pooled standard deviation).`;
}

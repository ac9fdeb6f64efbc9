import { finalLosses, type Run } from '../../lab/runs/run.ts';
import { mean } from '../../laws/stats/mean.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import type { Variant } from '../../charts/variants-plot.ts';
import { legendEntries, type LegendEntry } from '../kit/legend-entries.ts';

/** Share of the least loss within which variants "hardly differ". */
export const CLOSE = 0.05;

/** A variant with its figures; null until it is trained, or where it has too few seeds. */
export interface VariantFigures extends Variant {
  parameters: number;
  mean: number | null;
  /** Mean over the least mean, less 1. */
  over: number | null;
  /** Standard error of the mean, by the deviation that seeds of all variants share. */
  error: number | null;
}

/** Runs as variants of one model, the best first, and how far seeds of one variant differ, in a sentence. */
export function variantsData(runs: readonly Run[]): { variants: VariantFigures[]; spread: string } {
  const deviation = deviationOf(runs);
  const entryOf = legendEntries(runs);
  const bare = runs.map((run) => figuresOf(run, entryOf(run.plan.id), deviation));
  const least = Math.min(...bare.flatMap(({ mean: own }) => (own === null ? [] : [own])));
  const variants = bare
    .map((variant) => ({ ...variant, over: variant.mean === null ? null : variant.mean / least - 1 }))
    .toSorted((a, b) => (a.mean ?? Infinity) - (b.mean ?? Infinity));
  return { variants, spread: spreadWords(deviation) };
}

/** Of seeds, which all variants share; null where none has several. */
function deviationOf(runs: readonly Run[]): number | null {
  const groups = runs.map((run) => Array.from(finalLosses(run) ?? [])).filter(({ length }) => length > 1);
  if (groups.length === 0) return null;
  const deviation = pooledDeviation(groups);
  return typeof deviation === 'number' ? deviation : null;
}

function figuresOf(run: Run, { label, style }: LegendEntry, deviation: number | null): VariantFigures {
  const losses = Array.from(finalLosses(run) ?? []);
  const { nonEmbedding: parameters } = run.parameters;
  const bare = { label, style, losses, parameters, over: null };
  if (losses.length === 0) return { ...bare, mean: null, error: null };
  return {
    ...bare,
    mean: mean(losses),
    error: deviation === null ? null : deviation / Math.sqrt(losses.length),
  };
}

function spreadWords(deviation: number | null): string {
  if (deviation === null) return ' One seed each: a difference as small as that between seeds means nothing.';
  return ` Seeds of one variant differ by ${deviation.toFixed(4)} nats (pooled standard deviation).`;
}

import { meanOf, sizeOf, spreadOf } from '../lab/conclusions/mean-and-spread.ts';
import { finalLosses, type Run } from '../lab/run.ts';
import type { Variant } from './charts/variants-plot.ts';
import { runStyles } from './run-styles.ts';

/** Share of the least loss within which variants "hardly differ". */
export const CLOSE = 0.05;

/** A variant with its figures; null until it is trained, or where it has too few seeds. */
export interface VariantFigures extends Variant {
  parameters: number;
  mean: number | null;
  /** Mean over the least mean, less 1. */
  over: number | null;
  /** Standard error of the mean. */
  error: number | null;
}

/** Runs as variants of one model, and how far seeds of one variant differ, in a sentence. */
export function variantsData(runs: readonly Run[]): { variants: VariantFigures[]; spread: string } {
  const styles = runStyles(runs);
  const bare = runs.flatMap((run, index) => {
    const style = styles[index];
    return style === undefined ? [] : [figuresOf(run, style)];
  });
  const means = bare.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const least = Math.min(...means);
  const variants = bare
    .map((variant) => ({ ...variant, over: variant.mean === null ? null : variant.mean / least - 1 }))
    .toSorted((a, b) => (a.mean ?? Infinity) - (b.mean ?? Infinity));
  return { variants, spread: spreadWords(variants) };
}

function figuresOf(run: Run, style: Variant['style']): VariantFigures {
  const losses = Array.from(finalLosses(run) ?? []);
  const { nonEmbedding: parameters } = run.parameters;
  if (losses.length === 0)
    return { label: run.label, style, losses, parameters, mean: null, over: null, error: null };
  const error = losses.length < 2 ? null : spreadOf(losses) / Math.sqrt(losses.length);
  return { label: run.label, style, losses, parameters, mean: meanOf(losses), over: null, error };
}

function spreadWords(variants: readonly VariantFigures[]): string {
  const spreads = variants.filter(({ losses }) => losses.length > 1).map(({ losses }) => spreadOf(losses));
  if (spreads.length === 0) return ' One seed each: seeds alone differ by about 0.013 nats here.';
  return ` Seeds of one variant differ by ${sizeOf(spreads).toFixed(4)} nats (pooled standard deviation).`;
}

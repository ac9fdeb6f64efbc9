import type { TransformerShape } from '../../engine/trainer.ts';
import { trainingFlops } from '../../laws/counting/count-parameters.ts';
import { STANDARD } from './standard.ts';

/** One measurement of the standard. */
export interface Entry {
  /** '64/2' for width 64 with 2 layers, '64/2 × 8' with eight lanes. */
  name: string;
  shape: TransformerShape;
  /** Models that train side by side. */
  lanes: number;
  /** Whether it is measured on a software adapter, too. */
  onSoftware: boolean;
  /** Steps after which its losses are recorded. */
  lossSteps: readonly number[];
  /** Milliseconds per step of the reference machine; undefined if the entry is not scored. */
  referenceMilliseconds: number | undefined;
}

/** Every entry, in the order of the standard. */
export const ENTRIES: readonly Entry[] = STANDARD.entries.map((entry) => {
  const { width, layers, heads, context, lanes, lossSteps, onSoftware } = entry;
  const { feedForwardRatio, ...model } = STANDARD.model;
  return {
    name: `${shapeName(width, layers)}${lanes > 1 ? ` × ${lanes}` : ''}`,
    shape: { ...model, context, width, layers, heads, feedForward: feedForwardRatio * width },
    lanes,
    onSoftware,
    lossSteps,
    referenceMilliseconds: 'referenceMilliseconds' in entry ? entry.referenceMilliseconds : undefined,
  };
});

/** The names of the entries that make the score. */
export const SCORED: readonly string[] = ENTRIES.filter(
  ({ referenceMilliseconds }) => referenceMilliseconds !== undefined,
).map(({ name }) => name);

/** @throws if the standard has no entry of this name */
export function entryOf(name: string): Entry {
  const entry = ENTRIES.find((one) => one.name === name);
  if (!entry) throw new Error(`the standard has no entry named ${name}`);
  return entry;
}

/** What a benchmark measures: the whole standard, or what is quick, or what a software adapter can measure in time. */
export function entriesOf(quick: boolean, software: boolean): readonly Entry[] {
  return ENTRIES.filter(
    ({ name, onSoftware }) =>
      (!quick || STANDARD.quick.some((one) => one === name)) && (!software || onSoftware),
  );
}

/** Tokens of a step, in all lanes. */
export function tokensPerStep({ shape, lanes }: Entry): number {
  return lanes * STANDARD.batch * shape.context;
}

/** Training FLOPs of a step, in all lanes. */
export function flopsPerStep(entry: Entry): number {
  return trainingFlops(entry.shape, tokensPerStep(entry));
}

/** The losses that an entry's kernels must compute, `[steps, R]`, nats per token; empty if none are recorded. */
export function recordedLosses({ shape, lanes, lossSteps }: Entry): number[] {
  const curves = STANDARD.recordedLosses[shapeName(shape.width, shape.layers)]?.slice(0, lanes) ?? [];
  return curves.length === lanes ? lossSteps.flatMap((_, at) => curves.map((curve) => curve[at])) : [];
}

/** The name of a shape, by which its losses are recorded. */
export function shapeName(width: number, layers: number): string {
  return `${width}/${layers}`;
}

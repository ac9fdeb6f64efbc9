import type { Ceilings, EntrySummary, Estimate } from '../result.ts';
import { ENTRIES, flopsPerStep, tokensPerStep } from '../standard/entries.ts';

/** What follows from the time of an entry. Each figure stands beside the score, and none is part of it. */
export interface EntryFigures {
  /** In all lanes. */
  tokensPerSecond: Estimate;
  gigaflopsPerSecond: Estimate;
  /** Share of the adapter's measured multiply-adds (MFU), from 0 to 1; null if they were not measured. */
  share: number | null;
}

/** The figures of an entry; null if this page's standard has none of this name. */
export function figuresOf(
  { name, millisecondsPerStep }: Pick<EntrySummary, 'name' | 'millisecondsPerStep'>,
  { gigaflopsPerSecond: ceiling }: Pick<Ceilings, 'gigaflopsPerSecond'>,
): EntryFigures | null {
  const entry = ENTRIES.find((one) => one.name === name);
  if (entry === undefined) return null;
  const gigaflopsPerSecond = rate(flopsPerStep(entry) / 1e6, millisecondsPerStep);
  return {
    tokensPerSecond: rate(1000 * tokensPerStep(entry), millisecondsPerStep),
    gigaflopsPerSecond,
    share: ceiling > 0 ? gigaflopsPerSecond.value / ceiling : null,
  };
}

/** How many times as fast several models of one shape train side by side as one after another. */
export interface LanesGain {
  lanes: number;
  gain: number;
}

/** The gain of each number of lanes of which the entry with one lane is measured, too. */
export function lanesGains(
  entries: readonly Pick<EntrySummary, 'name' | 'millisecondsPerStep'>[],
): LanesGain[] {
  const timeOf = (name: string): number | undefined =>
    entries.find((entry) => entry.name === name)?.millisecondsPerStep.value;
  return ENTRIES.filter(({ lanes }) => lanes > 1).flatMap(({ name, shape, lanes }) => {
    const [alone, together] = [timeOf(`${shape.width}/${shape.layers}`), timeOf(name)];
    return alone === undefined || together === undefined ? [] : [{ lanes, gain: (lanes * alone) / together }];
  });
}

/** An amount a step, as an amount a unit of time. */
function rate(amount: number, { value, low, high }: Estimate): Estimate {
  return { value: amount / value, low: amount / high, high: amount / low };
}

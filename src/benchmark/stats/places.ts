import type { EntryTimes } from '../result.ts';

/**
 * When each sample was in the middle of its measurement, as a share of all measured time, from 0 to 1. The entries are
 * measured in this order, and then in the opposite one.
 *
 * @returns by entry and pass
 */
export function placesOf(entries: readonly EntryTimes[], order: readonly string[]): number[][][] {
  const ranked = entries
    .map((entry) => ({ entry, passes: new Array<number[]>() }))
    .toSorted((a, b) => order.indexOf(a.entry.name) - order.indexOf(b.entry.name));
  let elapsed = 0;
  for (const pass of [0, 1] as const) {
    for (const { entry, passes } of pass === 0 ? ranked : ranked.toReversed()) {
      passes.push(
        entry.passes[pass].map((perStep) => {
          const lasted = perStep * entry.stepsPerSample;
          elapsed += lasted;
          return elapsed - lasted / 2;
        }),
      );
    }
  }
  const middles = new Map(ranked.map(({ entry, passes }) => [entry, passes]));
  return entries.map((entry) =>
    (middles.get(entry) ?? []).map((pass) => pass.map((middle) => middle / elapsed)),
  );
}

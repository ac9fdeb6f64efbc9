import type { ExperimentState } from '../../lab/state/state.ts';

/** Why the page proposes several seeds; undefined if it does not, or if a person has set another number. */
export function seedWords({
  draft,
  seedCost,
}: Pick<ExperimentState, 'draft' | 'seedCost'>): string | undefined {
  if (seedCost === null || draft.lanes !== String(seedCost.lanes)) return undefined;
  const { lanes, more } = seedCost;
  const percent = Math.round(100 * more);
  return `${lanes} seeds: they cost ${percent === 0 ? 'no' : `${percent} %`} more time than one here`;
}

import { shownLaw, type ExperimentState } from '../../lab/state/state.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import type { Refusal } from '../../laws/refusal.ts';

/**
 * The power law that an experiment is about: one line for all depths where these vary, none where a law of N and D stands
 * for every series, else that of the first series which has one.
 */
export function mainLaw(state: ExperimentState): SampledLaw | Refusal | null {
  const { depth, grid } = state.analysis;
  if (depth !== undefined) return state.fitOptions.convention === 'total' ? depth.total : depth.nonEmbedding;
  return grid === undefined ? shownLaw(state) : null;
}

import type { Preset } from '../../lab/experiments/preset.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import type { ParameterConvention } from '../../laws/counting/parameter-convention.ts';

const COUNTS: Record<ParameterConvention, string> = {
  'non-embedding': 'N leaves out embedding and head. Counting them would change the exponent.',
  'with-embedding':
    'N counts the embedding and leaves out the head. Another count would change the exponent.',
  'with-head': 'N counts the head and leaves out the embedding. Another count would change the exponent.',
  total: 'N counts every parameter. Leaving out embedding and head would change the exponent.',
};

const REGIME =
  'Laws are empirical: a regime may end beyond the points, and the dashed part of a line is an extrapolation.';

/** Caveats of an experiment's laws, in sentences. */
export function caveats(law: SampledLaw | null, convention: ParameterConvention, preset: Preset): string[] {
  const floor = law === null ? [] : [floorWords(law, preset)];
  return [...floor, ...preset.caveats, REGIME, ...(law?.of === 'U' ? [] : [COUNTS[convention]])];
}

function floorWords(law: SampledLaw, { floorCaveat }: Preset): string {
  if (!law.hasFloor)
    return 'A line without a floor cannot continue for ever, because every text has an entropy.';
  return (
    floorCaveat ?? 'The floor is a limit for these models at this D on this text, not the entropy of English.'
  );
}

import { score } from '../lab/prediction.ts';
import type { Run } from '../lab/run.ts';
import type { SampledLaw } from '../laws/analysis.ts';
import type { ParameterConvention } from '../laws/parameter-convention.ts';
import { figure, whole } from './quantity.ts';

/** What the exponent means. */
export function exponentWords(law: SampledLaw): string {
  const cut = figure(100 * (1 - 2 ** -law.exponent));
  return law.hasFloor
    ? `Doubling N takes ${cut} % off what is above the floor.`
    : `Doubling N takes ${cut} % off the loss.`;
}

/** How the predictions fared. */
export function scoreWords(runs: readonly Run[]): string {
  const { held, judged } = score(runs);
  if (judged === 0) return 'No prediction has been tested yet.';
  return `${whole(held)} of ${whole(judged)} models fell in the 95 % interval foretold before they were trained.`;
}

const COUNTS: Record<ParameterConvention, string> = {
  'non-embedding': 'N leaves out embedding and head; counted in, the exponent is another.',
  'with-embedding':
    'N counts the embedding and leaves out the head; by other counts the exponent is another.',
  'with-head': 'N counts the head and leaves out the embedding; by other counts the exponent is another.',
  total: 'N counts every parameter; without embedding and head, the exponent is another.',
};

/** What must be known to read the law. */
export function caveats(law: SampledLaw, convention: ParameterConvention): string[] {
  const floor = law.hasFloor
    ? 'The floor is what these models at this D cannot get under on this text, not the entropy of English.'
    : 'A line without a floor cannot go on for ever: every text has an entropy.';
  return [
    floor,
    'Every model saw the same D, so this is L(N) at fixed D. A regime may end beyond the points: the dashed part is a guess.',
    COUNTS[convention],
  ];
}

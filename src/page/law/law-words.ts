import type { LocalSlope } from '../../laws/power-law/misfit/local-slopes.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import { figure } from '../../charts/quantity.ts';

/** The meaning of the exponent, in words. */
export function exponentWords(law: SampledLaw): string {
  const cut = figure(100 * (1 - 2 ** -law.exponent));
  return law.hasFloor
    ? `Doubling ${law.of} takes ${cut} % off what is above the floor.`
    : `Doubling ${law.of} takes ${cut} % off the loss.`;
}

/** For which laws the interval of the exponent holds. */
export function intervalWords({ average, hasFloor }: SampledLaw): string {
  if (average !== null) return 'with or without a floor';
  return hasFloor ? 'if there is a floor' : 'if there is no floor';
}

/** What tests of the fit found, then the exponent at both ends of the points; no sentence if there is nothing to say. */
export function misfitWords({ misfit: { found, localSlopes, words }, of }: SampledLaw): string[] {
  const [first, last] = [localSlopes[0], localSlopes.at(-1)];
  if (found === 'none' || first === undefined || last === undefined) return words === '' ? [] : [words];
  return [
    words,
    `Local exponent: ${slopeWords(first)} over the three smallest sizes in ${of}, ${slopeWords(last)} over the three largest.`,
  ];
}

function slopeWords({ slope, low, high }: LocalSlope): string {
  return `${figure(slope)} (95 %: ${figure(low)} to ${figure(high)})`;
}

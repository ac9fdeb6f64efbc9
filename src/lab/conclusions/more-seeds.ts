import { LANES_MAX } from '../plan/read-draft.ts';
import { type Finding, notTested, orElse } from './finding.ts';
import { LONGER } from './next-steps.ts';

/**
 * A claim whose interval is too wide to tell, with the seeds that would do if the estimate stays where it is: intervals shrink
 * with the root of the seeds.
 *
 * @param seeds of each model now
 * @param half from the estimate to the end of its interval that reaches a limit
 * @param room from the estimate to that limit
 */
export function tooWide(
  claim: string,
  words: string,
  { seeds, half, room }: { readonly seeds: number; readonly half: number; readonly room: number },
): Finding {
  return moreSeeds(claim, words, Math.max(seeds + 1, Math.ceil(seeds * (half / room) ** 2)));
}

/** A claim that so many seeds of each model would settle, or more tokens if no sweep can have so many. */
export function moreSeeds(claim: string, words: string, needed: number): Finding {
  if (needed > LANES_MAX)
    return orElse(
      LONGER,
      notTested(
        claim,
        `${words} That is too close to tell: even ${LANES_MAX} seeds of each would hardly do.`,
      ),
    );
  return orElse(
    { change: 'lanes', to: needed },
    notTested(claim, `${words} About ${needed} seeds of each would tell.`),
  );
}

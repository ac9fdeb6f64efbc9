import { meanLog } from '../stats/mean.ts';
import { extent } from '../stats/extent.ts';

/** Shares of the term in N in the loss above the floor. */
const TERM_SHARES = [0.3, 0.7];

/**
 * Starts for a law with a floor E, a term in N and a term in D: E is a share of the smallest loss, and the terms split the
 * rest of the mean log loss.
 *
 * @returns logs of the term in N, the term in D, and E
 */
export function startGrid(
  losses: readonly number[],
  floorShares: readonly number[],
): (readonly [number, number, number])[] {
  const [least] = extent(losses);
  const middle = Math.exp(meanLog(losses));
  return floorShares.flatMap((floorShare) => {
    const floor = floorShare * least;
    return TERM_SHARES.map((share) => {
      const [byN, byD] = [share, 1 - share].map((part) => Math.log(part * (middle - floor)));
      return [byN, byD, Math.log(floor)] as const;
    });
  });
}

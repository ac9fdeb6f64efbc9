import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/**
 * How many numbers are skipped: the first ones of a small seed lie near 0 and 1, which gives normal numbers 5
 * deviations out.
 */
const UNMIXED = 64;

/** A stream of independent standard normal numbers, the same for the same seed (Box & Muller 1958). */
export function normals(seed: number): () => number {
  const source = xoroshiro128plus(seed);
  for (let i = 0; i < UNMIXED; i++) source.next();
  let spare = NaN;
  return () => {
    if (!Number.isNaN(spare)) {
      const value = spare;
      spare = NaN;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(source)));
    const angle = 2 * Math.PI * uniformFloat64(source);
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

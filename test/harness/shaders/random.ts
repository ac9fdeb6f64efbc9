// Random inputs that are exact in float32, from one fresh seed. Is not the engine's generator.
import { threefry, unitInterval } from '../../../src/engine/random/threefry.ts';

/** To repeat a failed test with the same numbers, write the seed of its message here. */
const REPLAY: number | undefined = undefined;

/** Every run of the tests has fresh inputs. Every test starts at the beginning of this stream. */
const SEED = REPLAY ?? crypto.getRandomValues(new Uint32Array(1))[0];

/** A failure's message, with the seed that repeats it. */
export const replay = `inputs of seed ${SEED}`;

/** A stream of random inputs; real numbers are exact in float32, so that the GPU and its twin get the same numbers. */
export class Random {
  private drawn = 0;

  /** A whole number from 0 to `end` − 1. */
  below(end: number): number {
    return Math.floor(unitInterval(this.words()[0]) * end);
  }

  wholes(count: number, end: number): number[] {
    return Array.from({ length: count }, () => this.below(end));
  }

  uniform(low: number, high: number): number {
    return Math.fround(low + (high - low) * unitInterval(this.words()[0]));
  }

  uniforms(count: number, low: number, high: number): Float64Array {
    return Float64Array.from({ length: count }, () => this.uniform(low, high));
  }

  /** Normal numbers of mean 0, by Box and Muller's transform. */
  normals(count: number, deviation = 1): Float64Array {
    return Float64Array.from({ length: count }, () => {
      const [first, second] = this.words().map(unitInterval);
      return Math.fround(deviation * Math.sqrt(-2 * Math.log(1 - first)) * Math.cos(2 * Math.PI * second));
    });
  }

  private words(): [number, number] {
    return threefry([SEED, 0], [this.drawn++, 0]);
  }
}

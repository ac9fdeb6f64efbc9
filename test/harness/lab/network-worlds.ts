// Losses of transformers and LSTMs as they could come out, with noise that differs from draw to draw.
import type { Run } from '../../../src/lab/runs/run.ts';

/** Uniform numbers from 0 to 1 (mulberry32), the same for the same seed. */
export function uniformNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal numbers (Box and Muller 1958). */
export function normalNumbers(seed: number): () => number {
  const uniform = uniformNumbers(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Nats a token that a run of this N, network and corpus loses at a position (from 1), before noise. */
export type PositionWorld = (run: Run, position: number) => number;

/**
 * Finished runs whose loss at each position is that of a world, and one deviation for each model, which seeds cause, on all of its
 * positions.
 */
export function drawn(runs: readonly Run[], world: PositionWorld, deviation: number, seed: number): Run[] {
  const normal = normalNumbers(seed);
  return runs.map((run) => {
    const { lanes, shape, steps } = run.plan;
    const positionLosses = new Float32Array(lanes.length * shape.context);
    const losses = Float32Array.from(lanes, (_, lane) => {
      const off = deviation * normal();
      let sum = 0;
      for (let position = 1; position <= shape.context; position++) {
        const loss = world(run, position) + off;
        positionLosses[lane * shape.context + position - 1] = loss;
        sum += loss;
      }
      return sum / shape.context;
    });
    return {
      ...run,
      state: 'finished' as const,
      step: steps,
      evaluations: [{ step: steps, losses, positionLosses }],
    };
  });
}

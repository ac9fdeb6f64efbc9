// Losses of transformers and LSTMs as they could come out, with noise that differs from draw to draw.
import type { Run } from '../../../src/lab/runs/run.ts';
import { worldNoise } from '../laws/law-worlds.ts';

/** Nats a token that a run of this N, network and corpus loses at a position (from 1), before noise. */
export type PositionWorld = (run: Run, position: number) => number;

/**
 * Finished runs whose loss at each position is that of a world, and one deviation for each model, which seeds cause, on all of its
 * positions.
 */
export function drawn(runs: readonly Run[], world: PositionWorld, deviation: number, seed: number): Run[] {
  const normal = worldNoise(seed);
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

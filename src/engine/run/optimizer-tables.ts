import type { ParameterLayout } from '../model/parameter-layout.ts';
import type { Lane } from '../trainer.ts';

/** `[P / 64, 2]`: for every 64 numbers of a lane the multiplier of its rate, and 1 if it is decayed. */
export function tensorGroups(layout: ParameterLayout, matrixRate: number): Float32Array<ArrayBuffer> {
  const groups = new Float32Array((layout.count / 64) * 2);
  for (const { offset, count, matrix, shape } of layout.tensors) {
    for (let chunk = offset / 64; chunk * 64 < offset + count; chunk++) {
      groups.set([matrix ? matrixRate : 1, shape.length >= 2 ? 1 : 0], chunk * 2);
    }
  }
  return groups;
}

/** `[R, 4]` words: order seed, peak rate, decay (as float32 bits), 0. */
export function laneTable(lanes: readonly Lane[]): Uint32Array<ArrayBuffer> {
  const table = new Uint32Array(lanes.length * 4);
  const floats = new Float32Array(table.buffer);
  lanes.forEach(({ orderSeed, learningRate, weightDecay }, lane) => {
    table[lane * 4] = orderSeed;
    floats[lane * 4 + 1] = learningRate;
    floats[lane * 4 + 2] = weightDecay;
  });
  return table;
}

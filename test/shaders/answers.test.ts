import { expect, test } from 'vitest';
import { answers } from '../../src/engine/ops/answers.ts';
import { kernelBench, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random } from '../harness/shaders/random.ts';
import { isRight } from './twins/answers.ts';

const bench = await kernelBench();

const CASES = [
  { batch: 1, context: 1, vocabulary: 2, columns: 2, batches: 1, lanes: 1, targetShift: 0 },
  { batch: 5, context: 7, vocabulary: 6, columns: 8, batches: 3, lanes: 3, targetShift: 16 },
  { batch: 70, context: 3, vocabulary: 9, columns: 9, batches: 2, lanes: 2, targetShift: 0 },
];

test.each(CASES)(
  'the answers of $batches batches of $batch windows in $lanes lanes equal their twin',
  async ({ batches, ...sizes }) => {
    const { batch, columns, context, lanes, targetShift, vocabulary } = sizes;
    const random = new Random();
    const windows = batches * batch;
    const positions = random.wholes(windows, context);
    const written = bench.poisoned(lanes, windows * 2);
    const expected = perLane(lanes, () => new Float64Array(windows * 2));
    for (let done = 0; done < batches; done++) {
      const rows = batch * context;
      // Whole numbers make ties.
      const logits = perLane(lanes, () => Float64Array.from(random.wholes(rows * columns, 5)));
      for (const lane of logits) {
        for (let i = 0; i < lane.length; i++) if (i % columns >= vocabulary) lane[i] = NaN;
      }
      const targets = perLane(lanes, () => random.wholes(rows, vocabulary));
      const losses = perLane(lanes, () => random.uniforms(rows, 0, 5));
      const words = targets.map((lane) =>
        lane.map((token, i) => ((token << targetShift) | (i && targetShift)) >>> 0),
      );
      await bench.run(
        answers(
          {
            logits: bench.floats(logits).view,
            targets: bench.words(words).view,
            losses: bench.floats(losses).view,
            positions: bench.words([positions]).view,
            state: bench.words([[done]]).view,
            answers: written.view,
          },
          { ...sizes, windows },
        ),
      );
      for (let lane = 0; lane < lanes; lane++) {
        for (let b = 0; b < batch; b++) {
          const window = done * batch + b;
          const row = b * context + positions[window];
          const own = logits[lane].subarray(row * columns, row * columns + vocabulary);
          expected[lane].set([isRight(own, targets[lane][row]), losses[lane][row]], window * 2);
        }
      }
    }
    expect(await bench.readFloats(written)).toBeNear(expected);
  },
);

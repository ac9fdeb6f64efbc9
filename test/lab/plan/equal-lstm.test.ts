import { expect, test } from 'vitest';
import { countParameters } from '../../../src/laws/counting/count-parameters.ts';
import { corpusOf } from '../../../src/lab/plan/corpora.ts';
import { equalLstm } from '../../../src/lab/plan/equal-lstm.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { RECIPE } from '../../../src/lab/plan/recipe.ts';

const V = corpusOf(RECIPE.corpus, 128).vocabulary;
const of = (width: number) => ({ ...RECIPE, width });

test.each([8, 12, 16, 24, 32, 48, 64, 96])(
  'no LSTM whose width is a multiple of 4 has an N nearer to a transformer of width %i',
  (width) => {
    const lstm = equalLstm(of(width));
    const target = 24 * width ** 2;
    const off = (size: number) => Math.abs(8 * size ** 2 - target);
    for (const other of [lstm.width - 4, lstm.width + 4])
      expect(off(other)).toBeGreaterThanOrEqual(off(lstm.width));
    expect(lstm.width % 4).toBe(0);
  },
);

test('an LSTM is planned with one layer, the rate 0.068 and matrices at 32 / d of it', () => {
  const [run] = planRuns([equalLstm(of(32))], 's');
  expect(run?.plan.shape).toEqual({ kind: 'lstm', vocabulary: V, context: 128, width: 56, layers: 1 });
  expect(run?.plan.lanes[0]?.learningRate).toBe(0.068);
  expect(run?.plan.optimizer).toMatchObject({ clipNorm: 1, matrixRate: 32 / 56 });
  expect(run?.parameters).toEqual(countParameters({ kind: 'lstm', vocabulary: V, width: 56, layers: 1 }));
  expect(run?.parameters.nonEmbedding).toBe(25_088);
});

test('the labels of two networks name them', () => {
  const labelsOf = (widths: readonly number[]) =>
    planRuns(
      widths.flatMap((width) => [of(width), equalLstm(of(width))]),
      's',
    )
      .map(({ label }) => label)
      .toSorted();
  expect(labelsOf([32])).toEqual(['LSTM', 'transformer']);
  expect(labelsOf([32, 48])).toEqual([
    'LSTM · d 56',
    'LSTM · d 84',
    'transformer · d 32',
    'transformer · d 48',
  ]);
});

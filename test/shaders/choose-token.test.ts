import { expect, test } from 'vitest';
import { chooseToken } from '../../src/engine/ops/choose-token.ts';
import { kernelBench } from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import * as twin from './twins/choose-token.ts';

const bench = await kernelBench();

/** Writes a token for each of `draws` after the tokens in `held`. */
async function write(
  rows: readonly number[][],
  draws: readonly number[],
  held: readonly number[],
): Promise<{ text: number[]; context: number[]; counts: number[] }> {
  const shape = { context: rows.length, vocabulary: rows[0].length };
  const contextTokens = bench.words([
    held.concat(Array.from({ length: rows.length - held.length }, () => 0)),
  ]);
  const text = bench.words([[0, held.length, ...draws.map(() => 0)]]);
  const kernel = chooseToken(
    {
      probabilities: bench.floats([rows.flat()]).view,
      draws: bench.floats([draws]).view,
      contextTokens: contextTokens.view,
      text: text.view,
    },
    shape,
  );
  await bench.run(...draws.map(() => kernel));
  const words = [...(await bench.readWords(text))[0]];
  return {
    text: words.slice(2),
    counts: words.slice(0, 2),
    context: [...(await bench.readWords(contextTokens))[0]],
  };
}

/** Rows of probabilities that are not small. */
function probabilityRows(random: Random, context: number, vocabulary: number): number[][] {
  return Array.from({ length: context }, () => {
    const weights = random.uniforms(vocabulary, 0.2, 1);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return Array.from(weights, (weight) => Math.fround(weight / total));
  });
}

/** A draw well inside a token's share of a row: rounding cannot move it to another token's. */
function drawInside(random: Random, row: readonly number[]): number {
  const token = random.below(row.length);
  const below = row.slice(0, token).reduce((sum, probability) => sum + probability, 0);
  return Math.fround(below + row[token] * random.uniform(0.1, 0.9));
}

test.each([
  { context: 1, vocabulary: 2, held: 1, length: 7 },
  { context: 7, vocabulary: 65, held: 3, length: 4 },
  { context: 7, vocabulary: 130, held: 1, length: 20 },
  { context: 65, vocabulary: 7, held: 60, length: 30 },
])(
  'choose writes the $length tokens of its twin after $held, in a context of $context that shifts when it is full',
  async ({ context, vocabulary, held, length }) => {
    const random = new Random();
    const rows = probabilityRows(random, context, vocabulary);
    const start = random.wholes(held, vocabulary);
    const rowOf = (step: number): number[] => rows[Math.min(held + step, context) - 1];
    const draws = Array.from({ length }, (_, step) => drawInside(random, rowOf(step)));
    const text = draws.map((draw, step) => twin.chooseToken(rowOf(step), draw));
    const last = text.reduce((tokens, token) => twin.moveOn(tokens, token, context), start);
    const actual = await write(rows, draws, start);
    expect(actual.text, replay).toEqual(text);
    expect(actual.counts, replay).toEqual([length, Math.min(held + length, context)]);
    expect(actual.context.slice(0, last.length), replay).toEqual(last);
  },
);

test('the last token is chosen if rounding leaves the sum of the probabilities below the draw', async () => {
  const { text } = await write([[0.25, 0.25, 0.49]], [0.995], [0]);
  expect(text).toEqual([2]);
});

test('a draw of zero does not choose a token of probability zero', async () => {
  const { text } = await write([[0, 0, 0.5, 0.5]], [0], [0]);
  expect(text).toEqual([2]);
});

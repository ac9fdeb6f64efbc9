import { describe, expect, test } from 'vitest';
import {
  embeddingBackwardPositions,
  embeddingBackwardTokens,
  embeddingForward,
  type EmbeddingShape,
} from '../../src/engine/ops/embedding.ts';
import { gridOfOp, kernelBench, oneWorkgroup, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random } from '../harness/shaders/random.ts';
import * as twin from './twins/embedding.ts';

const bench = await kernelBench();

const CASES: EmbeddingShape[] = [
  { rows: 1, context: 1, width: 1, vocabulary: 2, lanes: 1, parameterStride: 2 },
  { rows: 21, context: 7, width: 65, vocabulary: 130, lanes: 3, parameterStride: 130 * 65 + 9 },
  { rows: 130, context: 65, width: 7, vocabulary: 7, lanes: 3, parameterStride: 65 * 7 + 1 },
  { rows: 65, context: 65, width: 130, vocabulary: 65, lanes: 1, parameterStride: 65 * 130 },
];

/** The last token occurs. In the larger cases some tokens do not occur and some occur often. */
function draw({ rows, context, width, vocabulary, lanes }: EmbeddingShape) {
  const random = new Random();
  return {
    tokens: perLane(lanes, () => [...random.wholes(rows - 1, vocabulary), vocabulary - 1]),
    tokenTable: perLane(lanes, () => random.normals(vocabulary * width)),
    positionTable: perLane(lanes, () => random.normals(context * width)),
    dOut: perLane(lanes, () => random.normals(rows * width)),
  };
}

type Drawn = ReturnType<typeof draw>;

async function forward(
  shape: EmbeddingShape,
  { tokens, tokenTable, positionTable }: Drawn,
  learned: boolean,
  grid = gridOfOp,
): Promise<Float32Array[]> {
  const { rows, width, lanes, parameterStride } = shape;
  const out = bench.poisoned(lanes, rows * width);
  const buffers = {
    tokens: bench.words(tokens).view,
    tokenTable: bench.floats(tokenTable, parameterStride).view,
    positionTable: learned ? bench.floats(positionTable, parameterStride).view : undefined,
    out: out.view,
  };
  await bench.run(grid(embeddingForward(buffers, shape)));
  return bench.readFloats(out);
}

function forwardTwin(
  { width }: EmbeddingShape,
  { tokens, tokenTable, positionTable }: Drawn,
  learned: boolean,
) {
  return tokens.map((lane, index) =>
    twin.embedding(lane, tokenTable[index], width, learned ? positionTable[index] : undefined),
  );
}

describe.each(CASES)('on $lanes lanes of $rows rows, width $width, vocabulary $vocabulary', (shape) => {
  const { context, width, vocabulary, lanes, parameterStride } = shape;

  test.each([false, true])('forward equals its twin, with learned positions %s', async (learned) => {
    const drawn = draw(shape);
    expect(await forward(shape, drawn, learned)).toBeNear(forwardTwin(shape, drawn, learned));
  });

  test('backward_tokens equals its twin, zero for tokens that do not occur', async () => {
    const { tokens, dOut } = draw(shape);
    const dTable = bench.poisoned(lanes, vocabulary * width, parameterStride);
    const buffers = { tokens: bench.words(tokens).view, dOut: bench.floats(dOut).view, dTable: dTable.view };
    await bench.run(embeddingBackwardTokens(buffers, shape, false));
    const none = new Float64Array(vocabulary * width);
    expect(await bench.readFloats(dTable)).toBeNear(
      tokens.map((lane, index) => twin.embeddingBackwardTokens(lane, dOut[index], none, width)),
    );
  });

  test('backward_tokens adds to the present numbers', async () => {
    const { tokens, dOut, tokenTable: held } = draw(shape);
    const dTable = bench.floats(held, parameterStride);
    const buffers = { tokens: bench.words(tokens).view, dOut: bench.floats(dOut).view, dTable: dTable.view };
    await bench.run(embeddingBackwardTokens(buffers, shape, true));
    expect(await bench.readFloats(dTable)).toBeNear(
      tokens.map((lane, index) => twin.embeddingBackwardTokens(lane, dOut[index], held[index], width)),
    );
  });

  test('backward_positions equals its twin', async () => {
    const { tokens, dOut } = draw(shape);
    const dTable = bench.poisoned(lanes, context * width, parameterStride);
    const buffers = { tokens: bench.words(tokens).view, dOut: bench.floats(dOut).view, dTable: dTable.view };
    await bench.run(embeddingBackwardPositions(buffers, shape));
    expect(await bench.readFloats(dTable)).toBeNear(
      dOut.map((d) => twin.embeddingBackwardPositions(d, context, width)),
    );
  });
});

test('a grid smaller than the numbers walks over all of them', async () => {
  const drawn = draw(CASES[1]);
  expect(await forward(CASES[1], drawn, true, oneWorkgroup)).toBeNear(forwardTwin(CASES[1], drawn, true));
});

test('the twins of both backwards are the gradients of the twin of forward', () => {
  const [context, width, vocabulary] = [3, 4, 5];
  const shape = { rows: 6, context, width, vocabulary, lanes: 1, parameterStride: 0 };
  const { tokens, tokenTable, positionTable, dOut } = draw(shape);
  const embed = (table: Float64Array, positions: Float64Array): Float64Array =>
    twin.embedding(tokens[0], table, width, positions);
  const none = new Float64Array(vocabulary * width);
  expect(twin.embeddingBackwardTokens(tokens[0], dOut[0], none, width)).toBeGradientOf(
    (table) => embed(table, positionTable[0]),
    tokenTable[0],
    dOut[0],
  );
  expect(twin.embeddingBackwardPositions(dOut[0], context, width)).toBeGradientOf(
    (positions) => embed(tokenTable[0], positions),
    positionTable[0],
    dOut[0],
  );
});

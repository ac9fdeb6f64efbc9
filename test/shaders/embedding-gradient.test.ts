import { expect, test } from 'vitest';
import { embeddingBackwardPositions, embeddingBackwardTokens } from '../../src/engine/ops/embedding.ts';
import {
  embeddingGradient,
  embeddingGradientGrid,
  type EmbeddingGradientGrid,
  type EmbeddingGradientShape,
} from '../../src/engine/ops/embedding-gradient.ts';
import { kernelBench, perLane } from '../harness/shaders/kernel-bench.ts';
import { readPartials, sliceLength, type Slices } from '../harness/shaders/partials.ts';
import { Random } from '../harness/shaders/random.ts';
import * as twin from './twins/embedding.ts';

const bench = await kernelBench();

type Sizes = Pick<EmbeddingGradientShape, 'rows' | 'context' | 'width' | 'vocabulary' | 'lanes'>;
type Case = Sizes & EmbeddingGradientGrid;

function onGrid(sizes: Sizes, software: boolean): Case {
  return { ...sizes, ...embeddingGradientGrid(sizes, software) };
}

const CASES: Case[] = [
  onGrid({ rows: 4, context: 4, width: 4, vocabulary: 7, lanes: 1 }, false),
  { rows: 60, context: 20, width: 12, vocabulary: 86, lanes: 3, workgroupSize: 64, slices: 2, ranges: 5 },
  { rows: 60, context: 12, width: 68, vocabulary: 257, lanes: 3, workgroupSize: 4, slices: 7, ranges: 16 },
  onGrid({ rows: 1024, context: 64, width: 20, vocabulary: 7, lanes: 2 }, true),
  onGrid({ rows: 1024, context: 256, width: 64, vocabulary: 256, lanes: 1 }, false),
];

const VARIANTS = CASES.flatMap((sizes) => [true, false].map((learned) => ({ ...sizes, learned })));

/** Numbers around the slices. */
const GAP = 8;

/** The last token occurs. In the larger cases some tokens do not occur and some occur often. */
function draw({ rows, width, vocabulary, lanes }: Case) {
  const random = new Random();
  return {
    tokens: perLane(lanes, () => [...random.wholes(rows - 1, vocabulary), vocabulary - 1]),
    dOut: perLane(lanes, () => random.normals(rows * width)),
  };
}

type Drawn = ReturnType<typeof draw>;

async function fused(shape: Case, { tokens, dOut }: Drawn, learned: boolean) {
  const { context, width, vocabulary, lanes, slices } = shape;
  const tokenSlices: Slices = { offset: GAP, count: vocabulary * width, slices };
  const length = slices * sliceLength(tokenSlices.count);
  const positionSlices: Slices = { offset: length + 2 * GAP, count: context * width, slices: 1 };
  const partialStride = positionSlices.offset + positionSlices.count + GAP;
  const partials = bench.poisoned(lanes, partialStride);
  const packed = tokens.map((lane) => lane.map((token) => 0xabcd0000 | token));
  const kernel = embeddingGradient(
    { tokens: bench.words(packed).view, dOut: bench.floats(dOut).view, partials: partials.view },
    {
      ...shape,
      partialStride,
      tokenPartials: tokenSlices.offset,
      positionPartials: learned ? positionSlices.offset : undefined,
    },
    shape,
  );
  await bench.run(kernel);
  return readPartials(bench, partials, learned ? [tokenSlices, positionSlices] : [tokenSlices]);
}

async function plain(sizes: Case, { tokens, dOut }: Drawn) {
  const { context, width, vocabulary, lanes } = sizes;
  const counts = [vocabulary * width, context * width];
  const stride = Math.max(...counts);
  const shape = { ...sizes, parameterStride: stride };
  const [tokenTable, positionTable] = counts.map((count) => bench.poisoned(lanes, count, stride));
  const buffers = { tokens: bench.words(tokens).view, dOut: bench.floats(dOut).view };
  await bench.run(
    embeddingBackwardTokens({ ...buffers, dTable: tokenTable.view }, shape, false),
    embeddingBackwardPositions({ ...buffers, dTable: positionTable.view }, shape),
  );
  return [await bench.readFloats(tokenTable), await bench.readFloats(positionTable)];
}

function twins({ context, width, vocabulary }: Case, { tokens, dOut }: Drawn) {
  const none = new Float64Array(vocabulary * width);
  return [
    tokens.map((lane, index) => twin.embeddingBackwardTokens(lane, dOut[index], none, width)),
    dOut.map((lane) => twin.embeddingBackwardPositions(lane, context, width)),
  ];
}

test.each(VARIANTS)(
  'backward equals its twins and the plain kernels: $lanes lanes of $rows rows, width $width, vocabulary $vocabulary, $slices slices, $ranges ranges, learned positions $learned',
  async ({ learned, ...shape }) => {
    const drawn = draw(shape);
    const gradients = await fused(shape, drawn, learned);
    for (const expected of [twins(shape, drawn), await plain(shape, drawn)]) {
      gradients.forEach((gradient, table) => expect(gradient).toBeNear(expected[table]));
    }
  },
);

import { expect, test } from 'vitest';
import { drawBatch } from '../../src/engine/ops/draw-batch.ts';
import { drawEmbed, drawEmbedGrid } from '../../src/engine/ops/draw-embed.ts';
import { embeddingForward } from '../../src/engine/ops/embedding.ts';
import { laneTable } from '../../src/engine/run/optimizer-tables.ts';
import { packTokens } from '../../src/engine/run/pack-tokens.ts';
import { kernelBench, perLane } from '../harness/shaders/kernel-bench.ts';
import { Random, replay } from '../harness/shaders/random.ts';
import * as drawTwin from './twins/draw-batch.ts';
import * as embeddingTwin from './twins/embedding.ts';
import { groupStats } from './twins/group-stats.ts';

const bench = await kernelBench();

const CASES = [
  { windows: 1, batch: 1, context: 4, width: 4, groupWidth: 4, vocabulary: 7, lanes: 1, step: 0 },
  { windows: 7, batch: 3, context: 20, width: 12, groupWidth: 8, vocabulary: 86, lanes: 3, step: 1 },
  { windows: 65, batch: 5, context: 12, width: 68, groupWidth: 16, vocabulary: 257, lanes: 3, step: 11 },
  { windows: 130, batch: 4, context: 256, width: 20, groupWidth: 64, vocabulary: 256, lanes: 1, step: 17 },
];

const VARIANTS = CASES.flatMap((sizes) =>
  [true, false].flatMap((shuffled) =>
    [true, false].map((learned) => ({
      ...sizes,
      shuffled,
      learned,
      software: shuffled === learned,
      tokenBits: sizes.vocabulary > 256 ? (16 as const) : (8 as const),
    })),
  ),
);

type Variant = (typeof VARIANTS)[number];

/** Numbers of a lane's parameters that belong to no table. Reading one of them would change the result. */
const GAP = 12;

function draw({ windows, context, width, vocabulary, lanes }: Variant) {
  const random = new Random();
  const tokenTable = perLane(lanes, () => random.normals(vocabulary * width));
  const positionTable = perLane(lanes, () => random.normals(context * width));
  const parameters = perLane(lanes, (lane) => {
    const gap = new Float64Array(GAP).fill(NaN);
    return Float64Array.of(...gap, ...tokenTable[lane], ...gap, ...positionTable[lane], ...gap);
  });
  return {
    tokens: random.wholes(3 * windows + context + 1, vocabulary),
    starts: Array.from({ length: windows }, (_, window) => 3 * window + random.below(3)),
    orderSeeds: random.wholes(lanes, 2 ** 24),
    tokenTable,
    positionTable,
    parameters,
    tokenTableAt: GAP,
    positionTableAt: 2 * GAP + vocabulary * width,
  };
}

type Drawn = ReturnType<typeof draw>;

function upload({ tokenBits, step }: Variant, { tokens, starts, orderSeeds, parameters }: Drawn) {
  const text = tokenBits === 8 ? Uint8Array.from(tokens) : Uint16Array.from(tokens);
  const lanes = orderSeeds.map((orderSeed) => ({ initSeed: 0, orderSeed, learningRate: 1, weightDecay: 0 }));
  return {
    corpus: bench.words([packTokens(text)]).view,
    starts: bench.words([starts]).view,
    lanes: bench.words([laneTable(lanes)]).view,
    state: bench.words([[step]]).view,
    parameters: bench.floats(parameters).view,
  };
}

async function fused(variant: Variant, drawn: Drawn) {
  const { batch, context, width, groupWidth, lanes, learned, software } = variant;
  const rows = batch * context;
  const groups = Math.ceil(width / groupWidth);
  const [tokens, out] = [rows, rows * width].map((count) => bench.poisoned(lanes, count));
  const stats = bench.poisoned(lanes, rows * groups * 2);
  const kernel = drawEmbed(
    { ...upload(variant, drawn), tokens: tokens.view, out: out.view, stats: stats.view },
    {
      ...variant,
      parameterStride: drawn.parameters[0].length,
      tokenTable: drawn.tokenTableAt,
      positionTable: learned ? drawn.positionTableAt : undefined,
    },
    drawEmbedGrid(variant, software),
  );
  await bench.run(kernel);
  return {
    tokens: await bench.readWords(tokens),
    out: await bench.readFloats(out),
    stats: await bench.readFloats(stats),
  };
}

async function plain(variant: Variant, drawn: Drawn) {
  const { batch, context, width, vocabulary, lanes, learned } = variant;
  const rows = batch * context;
  const [inputs, targets] = perLane(2, () => bench.poisoned(lanes, rows));
  const out = bench.poisoned(lanes, rows * width);
  const stride = vocabulary * context * width;
  await bench.run(
    drawBatch({ ...upload(variant, drawn), inputs: inputs.view, targets: targets.view }, variant),
    embeddingForward(
      {
        tokens: inputs.view,
        tokenTable: bench.floats(drawn.tokenTable, stride).view,
        positionTable: learned ? bench.floats(drawn.positionTable, stride).view : undefined,
        out: out.view,
      },
      { rows, context, width, vocabulary, lanes, parameterStride: stride },
    ),
  );
  const [ins, outs] = [await bench.readWords(inputs), await bench.readWords(targets)];
  return {
    tokens: ins.map((lane, index) => lane.map((input, i) => input | (outs[index][i] << 16))),
    out: await bench.readFloats(out),
  };
}

function twin({ batch, context, width, shuffled, learned, step }: Variant, drawn: Drawn) {
  return drawn.orderSeeds.map((orderSeed, lane) => {
    const { tokens, starts } = drawn;
    const drawing = { tokens, starts, context, batch, ...(shuffled && { orderSeed }) };
    const { inputs, targets } = drawTwin.drawBatch(drawing, step);
    const positions = learned ? drawn.positionTable[lane] : undefined;
    return {
      tokens: Uint32Array.from(inputs, (input, i) => input | (targets[i] << 16)),
      out: embeddingTwin.embedding(inputs, drawn.tokenTable[lane], width, positions),
    };
  });
}

test.each(VARIANTS)(
  'draw equals its twins and the plain kernels: $lanes lanes of $batch · $context, width $width in groups of $groupWidth, shuffled $shuffled, learned positions $learned, software $software',
  async (variant) => {
    const drawn = draw(variant);
    const expected = twin(variant, drawn);
    const { tokens, out, stats } = await fused(variant, drawn);
    const reference = await plain(variant, drawn);
    expect(tokens, replay).toEqual(expected.map((lane) => lane.tokens));
    expect(tokens, replay).toEqual(reference.tokens);
    expect(out).toBeNear(expected.map((lane) => lane.out));
    expect(out, replay).toEqual(reference.out);
    const twinStats = expected.map((lane) => groupStats(lane.out, variant.width, variant.groupWidth));
    expect(stats.map((lane) => lane.filter((_, i) => i % 2 === 0))).toBeNear(twinStats.map((s) => s.sums));
    expect(stats.map((lane) => lane.filter((_, i) => i % 2 === 1))).toBeNear(twinStats.map((s) => s.m2));
  },
);

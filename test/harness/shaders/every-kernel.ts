// Lists a kernel for every entry point. Runs none, and its sizes compute nothing useful.
import type { Kernel, View } from '../../../src/engine/gpu/kernel.ts';
import { adamw } from '../../../src/engine/ops/adamw.ts';
import { answers } from '../../../src/engine/ops/answers.ts';
import {
  ATTENTION_VARIANTS,
  attentionBackward,
  attentionForward,
} from '../../../src/engine/ops/attention.ts';
import { biasBackward } from '../../../src/engine/ops/bias.ts';
import { chooseToken } from '../../../src/engine/ops/choose-token.ts';
import {
  crossEntropyBackward,
  crossEntropyForward,
  meanLoss,
  sumPositionLosses,
} from '../../../src/engine/ops/cross-entropy.ts';
import { drawBatch } from '../../../src/engine/ops/draw-batch.ts';
import { drawEmbed } from '../../../src/engine/ops/draw-embed.ts';
import {
  embeddingBackwardPositions,
  embeddingBackwardTokens,
  embeddingForward,
} from '../../../src/engine/ops/embedding.ts';
import { embeddingGradient } from '../../../src/engine/ops/embedding-gradient.ts';
import { geluBackward, geluForward } from '../../../src/engine/ops/gelu.ts';
import { gradientNorm } from '../../../src/engine/ops/gradient-norm.ts';
import { gradientSum } from '../../../src/engine/ops/gradient-sum.ts';
import {
  layernormBackwardInput,
  layernormBackwardParameters,
  layernormForward,
} from '../../../src/engine/ops/layernorm.ts';
import { linearBackward, linearForward } from '../../../src/engine/ops/linear.ts';
import { loss } from '../../../src/engine/ops/loss.ts';
import { lstmBackward, lstmForward } from '../../../src/engine/ops/lstm.ts';
import { matmul } from '../../../src/engine/ops/matmul.ts';
import { normBackward } from '../../../src/engine/ops/norm-backward.ts';
import type { ProductVariant } from '../../../src/engine/ops/products.ts';
import { residualForward } from '../../../src/engine/ops/residual.ts';
import { rotate } from '../../../src/engine/ops/rotary.ts';
import { softmaxForward } from '../../../src/engine/ops/softmax.ts';
import { advanceStep } from '../../../src/engine/ops/step.ts';
import { update } from '../../../src/engine/ops/update.ts';
import { productVariantsToTest } from './adapter-features.ts';

/** Every name that an op gives a buffer. */
const ROLES = [
  'answers',
  'before',
  'cells',
  'contextTokens',
  'corpus',
  'dGainAndBias',
  'dInput',
  'dOut',
  'dQkv',
  'dTable',
  'delta',
  'draws',
  'firstMoment',
  'gain',
  'bias',
  'gates',
  'gradient',
  'groups',
  'input',
  'inputs',
  'lanes',
  'logSumExp',
  'logits',
  'losses',
  'mean',
  'moments',
  'out',
  'parameters',
  'partials',
  'places',
  'positions',
  'positionTable',
  'probabilities',
  'qkv',
  'ring',
  'rstd',
  'schedule',
  'secondMoment',
  'settings',
  'starts',
  'state',
  'stats',
  'sums',
  'targets',
  'text',
  'tokenTable',
  'tokens',
] as const;

const SHAPE = {
  batch: 4,
  context: 4,
  rows: 16,
  width: 16,
  heads: 2,
  headSize: 8,
  vocabulary: 16,
  lanes: 1,
  n: 16,
  count: 64,
  weight: 0,
  ring: 1,
  clipNorm: 1,
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  windows: 4,
  tokenBits: 8,
  shuffled: true,
  temperature: 1,
  parameterStride: 64,
  biasOffset: 16,
  groupWidth: 8,
  tokenTable: 0,
  partialStride: 64,
  gain: 0,
  partialGain: 0,
  partialBias: 16,
  columns: 16,
  tokenPartials: 0,
  positionPartials: 0,
} as const;

/** The grid of ops whose caller chooses it. */
const GRID = { workgroupSize: 64, workgroupsPerWindow: 1, threadsPerRow: 1, slices: 1, ranges: 1, parts: 1 };

/** The kernels of every op of the engine, at least one for every entry point, with `view` for all buffers. */
export function everyKernel(view: View): Kernel[] {
  const buffers = Object.fromEntries(ROLES.map((role) => [role, view])) as Record<
    (typeof ROLES)[number],
    View
  >;
  const matrix = { view, stride: 64 };
  const product = (m: number): Kernel => matmul(matrix, matrix, matrix, { m, n: 16, k: 4, lanes: 1 });
  return [
    adamw(buffers, SHAPE),
    advanceStep(view),
    answers(buffers, { ...SHAPE, targetShift: 0 }),
    ...ATTENTION_VARIANTS.flatMap(({ name }) => [
      attentionForward(buffers, SHAPE, name),
      ...attentionBackward(buffers, SHAPE, name),
    ]),
    biasBackward(view, matrix, SHAPE),
    chooseToken(buffers, SHAPE),
    crossEntropyBackward(buffers, SHAPE),
    crossEntropyForward(buffers, SHAPE),
    drawBatch(buffers, SHAPE),
    drawEmbed(buffers, { ...SHAPE, positionTable: undefined }, GRID),
    embeddingBackwardPositions(buffers, SHAPE),
    embeddingBackwardTokens(buffers, SHAPE, false),
    embeddingForward(buffers, SHAPE),
    embeddingGradient(buffers, SHAPE, GRID),
    geluBackward(view, view, view, SHAPE.count),
    geluForward(view, view, SHAPE.count),
    ...gradientNorm(buffers, SHAPE),
    gradientSum(buffers, SHAPE, GRID),
    layernormBackwardInput(buffers, SHAPE, false),
    layernormBackwardParameters(buffers, SHAPE),
    layernormForward(buffers, SHAPE),
    ...productVariantsToTest().flatMap((variant) => linears(view, variant)),
    ...(['plain', 'parts', 'blocks'] as const).flatMap((variant) => [
      lstmForward(buffers, SHAPE, variant),
      lstmBackward(buffers, SHAPE, variant),
    ]),
    loss(buffers, SHAPE, GRID, { gradient: true }),
    meanLoss(buffers, SHAPE),
    normBackward(buffers, SHAPE, GRID, { accumulate: false }),
    product(1),
    product(16),
    residualForward(view, view, view, SHAPE.count),
    rotate(view, view, SHAPE, false),
    softmaxForward(view, view, SHAPE),
    sumPositionLosses(view, view, SHAPE),
    update(buffers, SHAPE, GRID),
  ];
}

/** Linear layers with every switch on, except switches that exclude each other. */
function linears(view: View, variant: ProductVariant): Kernel[] {
  const shape = { rows: 16, inputs: 16, outputs: 16, lanes: 1, parameterStride: 64, weight: 0 };
  const norm = { stats: { view, groupWidth: 16 }, gain: 0, shift: 0, normed: view };
  const forward = { input: view, parameters: view, out: view, unused: view, bias: 0, norm };
  const places = { offset: 0, sliceStride: 64 };
  const partials = { stride: 64, slices: 1, weight: places, bias: places };
  const backward = { dOut: view, parameters: view, input: view, before: view, dInput: view, partials: view };
  return [
    linearForward({ ...forward, residual: view, activated: view, stats: view }, shape, variant),
    linearForward({ ...forward, rotary: { turns: view, context: 4 } }, shape, variant),
    linearForward({ ...forward, transposed: true }, shape, variant),
    linearBackward(backward, shape, partials, variant),
    linearBackward({ ...backward, transposed: true }, shape, { ...partials, bias: undefined }, variant),
  ];
}

import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import type { TransformerShape } from '../../src/engine/trainer.ts';
import { lstmLayers } from './jax-lstm.ts';
import type { InitialTensor, Peer, PeerOptimizer, PeerTask } from './peer.ts';

// jax-js counts references explicitly: a function consumes its arguments, and `.ref` keeps one for another use.

type Parameters = Record<string, np.Array>;

type State = {
  /** Steps done, `[]`. */
  step: np.Array;
  parameters: Parameters;
  firstMoment: Parameters;
  secondMoment: Parameters;
};

/** The model in jax-js: arrays on WebGPU, and all of a step (gradient, clip, AdamW) in one `jit`. */
export async function prepareJax(task: PeerTask): Promise<Peer> {
  const devices = await init('webgpu');
  if (!devices.includes('webgpu')) throw new Error('jax-js found no WebGPU');
  defaultDevice('webgpu');
  const step = jit(trainingStep(task));
  const inputs = np.array(task.inputs, { dtype: np.int32 });
  const targets = nn.oneHot(np.array(task.targets, { dtype: np.int32 }), task.shape.vocabulary);
  let state = initialState(task.initial);
  return {
    parameters: Object.values(state.parameters).reduce((sum, { size }) => sum + size, 0),
    async train(steps) {
      let loss = np.zeros([]);
      for (let i = 0; i < steps; i++) {
        loss.dispose();
        [loss, state] = step(state, inputs.ref, targets.ref);
      }
      return (await loss.data())[0];
    },
    destroy() {
      tree.dispose([state, inputs, targets]);
      step.dispose();
    },
  };
}

function initialState(initial: PeerTask['initial']): State {
  const each = (make: (tensor: InitialTensor) => np.Array): Parameters =>
    Object.fromEntries([...initial].map(([name, tensor]) => [name, make(tensor)]));
  return {
    step: np.zeros([]),
    parameters: each(({ values, shape }) => np.array(values).reshape(shape)),
    firstMoment: each(({ shape }) => np.zeros(shape)),
    secondMoment: each(({ shape }) => np.zeros(shape)),
  };
}

function trainingStep(task: PeerTask) {
  return (state: State, inputs: np.Array, targets: np.Array): [loss: np.Array, next: State] => {
    const lossOf = (parameters: Parameters): np.Array => meanLoss(parameters, inputs, targets, task);
    const [loss, gradient] = valueAndGrad(lossOf)(tree.ref(state.parameters));
    return [loss, adamw(state, clip(gradient, task.optimizer.clipNorm), task.optimizer)];
  };
}

/** Mean cross-entropy; `inputs` is `[B · T]`, `targets` one-hot `[B · T, V]`. */
function meanLoss(p: Parameters, inputs: np.Array, targets: np.Array, { shape, batch }: PeerTask): np.Array {
  const last =
    shape.kind === 'lstm'
      ? lstmLayers(inputs, p, shape, batch)
      : blocks(np.take(p['embedding.tokens'], inputs, 0), p, { shape, batch });
  const logits = np.dot(last, p['head'].transpose());
  const share = -1 / (batch * shape.context);
  return nn.logSoftmax(logits).mul(targets).sum().mul(share);
}

interface Sizes {
  shape: TransformerShape;
  batch: number;
}

/** All layers on the embedded tokens `[B · T, C]`, and the last LayerNorm. */
function blocks(tokens: np.Array, p: Parameters, sizes: Sizes): np.Array {
  const { shape, batch } = sizes;
  let x = tokens.add(np.tile(p['embedding.positions'], [batch, 1]));
  for (let layer = 0; layer < shape.layers; layer++) x = block(x, p, `layers.${layer}`, sizes);
  return norm(x, p, 'norm');
}

/** One layer on `[B · T, C]`. */
function block(x: np.Array, p: Parameters, layer: string, sizes: Sizes): np.Array {
  const qkv = linear(norm(x.ref, p, `${layer}.norm1`), p, `${layer}.attention.qkv`);
  const mixed = x.add(linear(attention(qkv, sizes), p, `${layer}.attention.out`));
  const hidden = nn.gelu(linear(norm(mixed.ref, p, `${layer}.norm2`), p, `${layer}.mlp.in`));
  return mixed.add(linear(hidden, p, `${layer}.mlp.out`));
}

function attention(qkv: np.Array, { shape, batch }: Sizes): np.Array {
  const { context, heads, width } = shape;
  const [query, key, value] = np
    .split(qkv, 3, -1)
    .map((part) => part.reshape([batch, context, heads, width / heads]));
  const mixed = nn.dotProductAttention(query, key, value, { isCausal: true });
  return mixed.reshape([batch * context, width]);
}

function linear(x: np.Array, p: Parameters, name: string): np.Array {
  return np.dot(x, p[`${name}.weight`]).add(p[`${name}.bias`]);
}

function norm(x: np.Array, p: Parameters, name: string): np.Array {
  const standard = nn.standardize(x, -1, { epsilon: 1e-5 });
  return standard.mul(p[`${name}.gain`]).add(p[`${name}.bias`]);
}

function clip(gradient: Parameters, clipNorm: number): Parameters {
  const squares = Object.values(gradient).map((g) => np.square(g.ref).sum());
  const squaredNorm = squares.reduce((sum, square) => sum.add(square));
  const factor = np.minimum(np.divide(clipNorm, np.sqrt(squaredNorm)), 1);
  const clipped = Object.entries(gradient).map(([name, g]) => [name, g.mul(factor.ref)] as const);
  factor.dispose();
  return Object.fromEntries(clipped);
}

function adamw(state: State, gradient: Parameters, optimizer: PeerOptimizer): State {
  const { learningRate, weightDecay, beta1, beta2, epsilon } = optimizer;
  const step = state.step.add(1);
  const [firstBias, secondBias] = [beta1, beta2].map((beta) => oneLessPower(beta, step.ref));
  const next: State = { step, parameters: {}, firstMoment: {}, secondMoment: {} };
  for (const [name, g] of Object.entries(gradient)) {
    const m = state.firstMoment[name].mul(beta1).add(g.ref.mul(1 - beta1));
    const v = state.secondMoment[name].mul(beta2).add(np.square(g).mul(1 - beta2));
    const scale = np.sqrt(v.ref.div(secondBias.ref)).add(epsilon);
    const change = m.ref.div(firstBias.ref).div(scale).mul(learningRate);
    const kept = state.parameters[name].ndim >= 2 ? 1 - learningRate * weightDecay : 1;
    next.parameters[name] = state.parameters[name].mul(kept).sub(change);
    next.firstMoment[name] = m;
    next.secondMoment[name] = v;
  }
  tree.dispose([firstBias, secondBias]);
  return next;
}

/** 1 − βᵗ. */
function oneLessPower(beta: number, step: np.Array): np.Array {
  return np.subtract(1, np.exp(step.mul(Math.log(beta))));
}

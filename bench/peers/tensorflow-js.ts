import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { TransformerShape } from '../../src/engine/trainer.ts';
import type { Peer, PeerOptimizer, PeerTask } from './peer.ts';

type Variables = Record<string, tf.Variable>;

/** The tensors that every step uses unchanged. */
interface Data {
  /** `[B · T]`. */
  inputs: tf.Tensor1D;
  /** `[B · T, V]`, one-hot. */
  targets: tf.Tensor;
  /** `[T, T]`: 0 up to a position, far below 0 after it. */
  mask: tf.Tensor;
}

/** The model in TensorFlow.js on its WebGPU backend: `variableGrads`, its own Adam, one `tidy` a step. */
export async function prepareTensorflow(task: PeerTask): Promise<Peer> {
  if (!(await tf.setBackend('webgpu'))) throw new Error('TensorFlow.js found no WebGPU');
  const { learningRate, beta1, beta2, epsilon } = task.optimizer;
  const variables = variablesOf(task.initial);
  const data = dataOf(task);
  const adam = tf.train.adam(learningRate, beta1, beta2, epsilon);
  const lossOf = (): tf.Scalar => meanLoss(variables, data, task);
  return {
    parameters: Object.values(variables).reduce((sum, { size }) => sum + size, 0),
    async train(steps) {
      let loss = tf.scalar(0);
      for (let i = 0; i < steps; i++) {
        loss.dispose();
        loss = tf.tidy(() => trainStep(lossOf, variables, adam, task.optimizer));
      }
      const [value] = await loss.data();
      loss.dispose();
      return value;
    },
    destroy() {
      adam.dispose();
      tf.disposeVariables();
      tf.dispose([data.inputs, data.targets, data.mask]);
    },
  };
}

function variablesOf(initial: PeerTask['initial']): Variables {
  const variables: Variables = {};
  tf.tidy(() => {
    for (const [name, { values, shape }] of initial) {
      variables[name] = tf.variable(tf.tensor(values, shape), true, name);
    }
  });
  return variables;
}

function dataOf({ inputs, targets, shape }: PeerTask): Data {
  const { context, vocabulary } = shape;
  return tf.tidy(() => ({
    inputs: tf.tensor1d(inputs, 'int32'),
    targets: tf.oneHot(tf.tensor1d(targets, 'int32'), vocabulary).cast('float32'),
    mask: tf.linalg
      .bandPart(tf.ones([context, context]), -1, 0)
      .sub(1)
      .mul(1e9),
  }));
}

function trainStep(
  lossOf: () => tf.Scalar,
  variables: Variables,
  adam: tf.AdamOptimizer,
  { clipNorm, learningRate, weightDecay }: PeerOptimizer,
): tf.Scalar {
  const { value, grads } = tf.variableGrads(lossOf);
  for (const variable of Object.values(variables)) {
    if (variable.rank >= 2) variable.assign(variable.mul(1 - learningRate * weightDecay));
  }
  adam.applyGradients(clip(grads, clipNorm));
  return value;
}

function clip(grads: tf.NamedTensorMap, clipNorm: number): { name: string; tensor: tf.Tensor }[] {
  // `addN` would need a binding for each, more than allowed: the backend does not split it.
  const squares = tf.stack(Object.values(grads).map((g) => g.square().sum()));
  const factor = tf.minimum(tf.div(clipNorm, squares.sum().sqrt()), 1);
  return Object.entries(grads).map(([name, g]) => ({ name, tensor: g.mul(factor) }));
}

/** Mean cross-entropy. */
function meanLoss(v: Variables, { inputs, targets, mask }: Data, { shape, batch }: PeerTask): tf.Scalar {
  if (shape.kind !== 'transformer') throw new Error('TensorFlow.js is compared on transformers alone');
  const positions = tf.tile(v['embedding.positions'], [batch, 1]);
  let x = tf.gather(v['embedding.tokens'], inputs).add(positions);
  for (let layer = 0; layer < shape.layers; layer++) {
    x = block(x, v, `layers.${layer}`, { shape, batch, mask });
  }
  const logits = tf.matMul(norm(x, v, 'norm'), v['head'], false, true);
  return tf.losses.softmaxCrossEntropy(targets, logits).asScalar();
}

type Sizes = { shape: TransformerShape } & Pick<PeerTask, 'batch'> & Pick<Data, 'mask'>;

/** One layer on `[B · T, C]`. */
function block(x: tf.Tensor, v: Variables, layer: string, sizes: Sizes): tf.Tensor {
  const qkv = linear(norm(x, v, `${layer}.norm1`), v, `${layer}.attention.qkv`);
  const mixed = x.add(linear(attention(qkv, sizes), v, `${layer}.attention.out`));
  const hidden = gelu(linear(norm(mixed, v, `${layer}.norm2`), v, `${layer}.mlp.in`));
  return mixed.add(linear(hidden, v, `${layer}.mlp.out`));
}

function attention(qkv: tf.Tensor, { shape, batch, mask }: Sizes): tf.Tensor {
  const { context, heads, width } = shape;
  const headSize = width / heads;
  const [query, key, value] = tf
    .split(qkv, 3, -1)
    .map((part) => part.reshape([batch, context, heads, headSize]).transpose([0, 2, 1, 3]));
  const scores = tf.matMul(query, key, false, true).mul(1 / Math.sqrt(headSize));
  const mixed = tf.matMul(tf.softmax(scores.add(mask)), value);
  return mixed.transpose([0, 2, 1, 3]).reshape([batch * context, width]);
}

function linear(x: tf.Tensor, v: Variables, name: string): tf.Tensor {
  return tf.matMul(x, v[`${name}.weight`]).add(v[`${name}.bias`]);
}

function norm(x: tf.Tensor, v: Variables, name: string): tf.Tensor {
  const { mean, variance } = tf.moments(x, -1, true);
  const standard = x.sub(mean).mul(variance.add(1e-5).rsqrt());
  return standard.mul(v[`${name}.gain`]).add(v[`${name}.bias`]);
}

/** The tanh form. */
function gelu(x: tf.Tensor): tf.Tensor {
  const inner = x.add(x.square().mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
  return x.mul(inner.tanh().add(1)).mul(0.5);
}

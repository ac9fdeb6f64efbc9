// Makes a job from a recorded PyTorch run. Trains nothing and compares nothing.
import { commands } from 'vitest/browser';
import type { Job } from '../../../src/engine/run/job.ts';
import { networkOf } from '../../../src/engine/training/networks.ts';
import type { ModelShape } from '../../../src/engine/trainer.ts';
import { importWeights } from './golden-weights.ts';
import { readSafetensors } from './safetensors.ts';

/** The keys of a recorded run's config.json, for each family of models. */
interface GoldenConfig {
  model_type: 'gpt2' | 'gpt_neox' | 'loglog-lstm';
  vocab_size: number;
  tie_word_embeddings: boolean;
  n_embd: number;
  n_layer: number;
  n_head: number;
  n_inner: number;
  n_positions: number;
  hidden_size: number;
  num_hidden_layers: number;
  num_attention_heads: number;
  intermediate_size: number;
  max_position_embeddings: number;
  training: {
    steps: number;
    batch_size: number;
    betas: [number, number];
    eps: number;
    weight_decay: number;
    clip_norm: number;
    lr: number[];
    lr_multiplier: Record<string, number>;
  };
}

export interface GoldenRun {
  job: Job;
  expected: { loss: number[]; grad_norm: number[]; position_loss_step0: number[] };
  /** One lane's parameters after the last step. */
  final: Float32Array;
}

/** A recorded PyTorch run as a job of one lane that trains on the same batches. */
export async function loadGoldenRun(name: string): Promise<GoldenRun> {
  const config: GoldenConfig = await readJson(name, 'config.json');
  const shape = shapeOf(config);
  const network = networkOf(shape);
  const { layout } = network;
  const weights = async (file: string): Promise<Float32Array<ArrayBuffer>> =>
    importWeights(layout, shape, readSafetensors(await readFile(name, file)));
  const { training } = config;
  const windows = training.steps * training.batch_size;
  const tokens = new Int32Array((await readFile(name, 'batches.bin')).buffer);
  if (tokens.length !== windows * (shape.context + 1))
    throw new Error(`${name}: batches.bin has another length`);
  const job: Job = {
    network,
    batch: training.batch_size,
    lanes: [{ initSeed: 0, orderSeed: 0, learningRate: 1, weightDecay: training.weight_decay }],
    optimizer: {
      beta1: training.betas[0],
      beta2: training.betas[1],
      epsilon: training.eps,
      clipNorm: training.clip_norm,
      matrixRate: matrixRate(training.lr_multiplier),
    },
    shares: training.lr,
    tokens: Uint16Array.from(tokens),
    training: {
      starts: Uint32Array.from({ length: windows }, (_, window) => window * (shape.context + 1)),
      shuffled: false,
    },
    validation: new Uint32Array(),
    initial: await weights('init.safetensors'),
    plain: false,
  };
  return { job, expected: await readJson(name, 'expected.json'), final: await weights('final.safetensors') };
}

function shapeOf(config: GoldenConfig): ModelShape {
  if (config.model_type === 'loglog-lstm') {
    return {
      kind: 'lstm',
      vocabulary: config.vocab_size,
      context: config.max_position_embeddings,
      width: config.hidden_size,
      layers: config.num_hidden_layers,
    };
  }
  const shared = {
    kind: 'transformer',
    vocabulary: config.vocab_size,
    tiedHead: config.tie_word_embeddings,
  } as const;
  return config.model_type === 'gpt2'
    ? {
        ...shared,
        context: config.n_positions,
        width: config.n_embd,
        layers: config.n_layer,
        heads: config.n_head,
        feedForward: config.n_inner,
        positions: 'learned',
      }
    : {
        ...shared,
        context: config.max_position_embeddings,
        width: config.hidden_size,
        layers: config.num_hidden_layers,
        heads: config.num_attention_heads,
        feedForward: config.intermediate_size,
        positions: 'rotary',
      };
}

/** One multiplier for all block matrices and the head, as in every recorded run. */
function matrixRate(multipliers: Record<string, number>): number {
  const rates = new Set(Object.values(multipliers));
  if (rates.size > 1) throw new Error(`the engine has one rate for all matrices, not ${[...rates].join()}`);
  return [...rates][0] ?? 1;
}

async function readFile(run: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  const binary = atob(await commands.readGoldenFile(run, file));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

async function readJson<T>(run: string, file: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await readFile(run, file))) as T;
}

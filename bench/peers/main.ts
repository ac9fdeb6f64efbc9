import { openGpu } from '../../src/benchmark/device/open-gpu.ts';
import { trainingJob } from '../../src/benchmark/device/training-job.ts';
import { entryOf, SCORED } from '../../src/benchmark/standard/entries.ts';
import { STANDARD } from '../../src/benchmark/standard/standard.ts';
import type { LstmShape } from '../../src/engine/trainer.ts';
import { compare, sizeName, type Comparison, type PeerName, type Size } from './compare.ts';
import { prepareJax } from './jax-js.ts';
import { prepareLoglog } from './loglog.ts';
import { peerTask } from './peer-task.ts';
import type { Peer, PeerTask } from './peer.ts';
import { prepareTensorflow } from './tensorflow-js.ts';

const PREPARE: Record<PeerName, (task: PeerTask) => Promise<Peer>> = {
  'jax-js': prepareJax,
  'TensorFlow.js': prepareTensorflow,
};

/** LSTMs that are compared with those of another library. */
const LSTM_SHAPES: readonly LstmShape[] = [32, 64].map((width) => ({
  kind: 'lstm',
  vocabulary: 256,
  context: 64,
  width,
  layers: 1,
}));

const SHAPES = [...SCORED.map((name) => entryOf(name).shape), ...LSTM_SHAPES];

window.peers = {
  sizes: SHAPES.map(({ kind, width, layers }) => ({ kind, width, layers })),
  names: ['jax-js', 'TensorFlow.js'],
  adapter: async () => (await openGpu()).adapter,
  compare: comparePeers,
};

async function comparePeers(size: Size, names: readonly PeerName[]): Promise<Comparison> {
  const shape = SHAPES.find((one) => sizeName(one) === sizeName(size));
  if (!shape) throw new Error(`the bench has no shape ${sizeName(size)}`);
  const gpu = await openGpu();
  // As many windows as in a batch, so that every step trains on all of them in some order.
  const job = trainingJob(shape, { windows: STANDARD.batch });
  const loglog = await prepareLoglog(gpu, job);
  const others: [PeerName, Peer][] = [];
  const able = names.filter((name) => shape.kind === 'transformer' || name === 'jax-js');
  for (const name of able) others.push([name, await PREPARE[name](peerTask(job))]);
  const comparison = await compare(size, [['Loglog', loglog], ...others]);
  for (const [, peer] of others) peer.destroy();
  loglog.destroy();
  gpu.device.destroy();
  return comparison;
}

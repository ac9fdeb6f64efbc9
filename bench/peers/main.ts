import { openGpu } from '../../src/benchmark/device/open-gpu.ts';
import { trainingJob } from '../../src/benchmark/device/training-job.ts';
import { entryOf, SCORED } from '../../src/benchmark/standard/entries.ts';
import { STANDARD } from '../../src/benchmark/standard/standard.ts';
import { compare, type Comparison, type PeerName, type Size } from './compare.ts';
import { prepareJax } from './jax-js.ts';
import { prepareLoglog } from './loglog.ts';
import { peerTask } from './peer-task.ts';
import type { Peer, PeerTask } from './peer.ts';
import { prepareTensorflow } from './tensorflow-js.ts';

const PREPARE: Record<PeerName, (task: PeerTask) => Promise<Peer>> = {
  'jax-js': prepareJax,
  'TensorFlow.js': prepareTensorflow,
};

const shapes = SCORED.map((name) => entryOf(name).shape);

window.peers = {
  sizes: shapes.map(({ width, layers }) => ({ width, layers })),
  names: ['jax-js', 'TensorFlow.js'],
  adapter: async () => (await openGpu()).adapter,
  compare: comparePeers,
};

async function comparePeers(size: Size, names: readonly PeerName[]): Promise<Comparison> {
  const shape = shapes.find(({ width, layers }) => width === size.width && layers === size.layers);
  if (!shape) throw new Error(`the bench has no shape ${size.width}/${size.layers}`);
  const gpu = await openGpu();
  // As many windows as in a batch, so that every step trains on all of them in some order.
  const job = trainingJob(shape, { windows: STANDARD.batch });
  const loglog = await prepareLoglog(gpu, job);
  const others: [PeerName, Peer][] = [];
  for (const name of names) others.push([name, await PREPARE[name](peerTask(job))]);
  const comparison = await compare(size, [['Loglog', loglog], ...others]);
  for (const [, peer] of others) peer.destroy();
  loglog.destroy();
  gpu.device.destroy();
  return comparison;
}

import { median } from '../../src/benchmark/stats/median.ts';
import type { AdapterReport, ModelShape } from '../../src/engine/trainer.ts';
import type { Peer } from './peer.ts';

/** Each library has a turn in every round, so that other load of the machine affects all libraries. */
const LEAST_ROUNDS = 5;
const LEAST_MILLISECONDS = 15_000;

/** A turn lasts about this long, and at least one step. */
const TURN_MILLISECONDS = 600;
const MOST_STEPS = 1_000;

/** The largest relative difference of losses after the same steps: float32 sums differ by their order. */
const TOLERANCE = 1e-4;

/** The libraries that Loglog is compared with. */
export type PeerName = 'jax-js' | 'TensorFlow.js';

type Name = 'Loglog' | PeerName;

export type Size = Pick<ModelShape, 'kind' | 'width' | 'layers'>;

/** `32/2` for a transformer, `lstm-32/2` for an LSTM. */
export function sizeName({ kind, width, layers }: Size): string {
  return `${kind === 'lstm' ? 'lstm-' : ''}${width}/${layers}`;
}

export interface Comparison extends Size {
  parameters: number;
  /** Losses of the first steps, on which all libraries agree. */
  losses: number[];
  times: PeerTimes[];
}

export interface PeerTimes {
  name: Name;
  /** Median over rounds. */
  millisecondsPerStep: number;
  /** Median over rounds of the ratio of this library's time to Loglog's time in the same round. */
  ratio: number;
  rounds: number[];
}

export interface PeersResult {
  adapter: AdapterReport;
  comparisons: Comparison[];
}

/** The functions that `npm run bench:peers` calls on its page. */
export interface PeersPage {
  sizes: readonly Size[];
  adapter: () => Promise<AdapterReport>;
  names: readonly PeerName[];
  compare: (size: Size, names: readonly PeerName[]) => Promise<Comparison>;
}

declare global {
  interface Window {
    peers: PeersPage;
  }
}

/** A library whose model is ready and warmed up. */
interface Warm {
  name: Name;
  peer: Peer;
  /** Steps of a turn. */
  steps: number;
  losses: number[];
}

/**
 * Trains the same model with each library in turn, Loglog first.
 *
 * @throws if a library trains another model: it has other parameters, other losses, or a loss that does not fall
 */
export async function compare(
  { kind, width, layers }: Size,
  peers: readonly [name: Name, peer: Peer][],
): Promise<Comparison> {
  const warm: Warm[] = [];
  for (const [name, peer] of peers) warm.push(await warmUp(name, peer));
  const [loglog, ...others] = warm;
  for (const other of others) refuseAnotherModel(other, loglog);
  const rounds = await takeTurns(warm);
  return {
    kind,
    width,
    layers,
    parameters: loglog.peer.parameters,
    losses: loglog.losses,
    times: warm.map(({ name }, index) => summarise(name, rounds[index], rounds[0])),
  };
}

/** The first step compiles; the second decides how many steps make a turn. */
async function warmUp(name: Name, peer: Peer): Promise<Warm> {
  const first = await peer.train(1);
  const begun = performance.now();
  const second = await peer.train(1);
  const milliseconds = performance.now() - begun;
  if (!(second < first)) throw new Error(`${name} does not learn its batch: loss ${first}, then ${second}`);
  const steps = Math.max(1, Math.min(MOST_STEPS, Math.round(TURN_MILLISECONDS / milliseconds)));
  return { name, peer, steps, losses: [first, second] };
}

function refuseAnotherModel({ name, peer, losses }: Warm, loglog: Warm): void {
  if (peer.parameters !== loglog.peer.parameters) {
    throw new Error(`${name} has ${peer.parameters} parameters, Loglog ${loglog.peer.parameters}`);
  }
  losses.forEach((loss, step) => {
    const expected = loglog.losses[step];
    if (Math.abs(loss - expected) <= TOLERANCE * expected) return;
    throw new Error(`the loss of step ${step + 1} is ${loss} in ${name} and ${expected} in Loglog`);
  });
}

/** `[library][round]` milliseconds per step. */
async function takeTurns(warm: readonly Warm[]): Promise<number[][]> {
  const rounds = warm.map((): number[] => []);
  const started = performance.now();
  while (rounds[0].length < LEAST_ROUNDS || performance.now() - started < LEAST_MILLISECONDS) {
    for (const [index, { peer, steps }] of warm.entries()) {
      const begun = performance.now();
      await peer.train(steps);
      rounds[index].push((performance.now() - begun) / steps);
    }
  }
  return rounds;
}

function summarise(name: Name, rounds: number[], loglog: number[]): PeerTimes {
  const ratio = median(rounds.map((milliseconds, round) => milliseconds / loglog[round]));
  return { name, millisecondsPerStep: median(rounds), ratio, rounds };
}

import { initialiseLanes } from '../model/initialise.ts';
import { checkBytes, bytesNeeded } from '../run/bytes-needed.ts';
import type { Job } from '../run/job.ts';
import { threefry } from '../random/threefry.ts';
import type { AdapterLimits, RunPlan } from '../trainer.ts';
import { networkOf } from './networks.ts';

/** Windows of the text that a rehearsal trains on, at least. */
const WINDOWS = 64;

/**
 * A plan's job with random tokens, so that its kernels can be compiled and timed before its text has arrived.
 *
 * @param depth a shallow network has the kernels of the whole one, which only a step's time needs
 * @throws if the plan's shape cannot be trained, or the adapter cannot hold the plan
 */
export function rehearsal(
  { batch, lanes, optimizer, plain = false, shape }: RunPlan,
  limits: AdapterLimits,
  depth: 'shallow' | 'whole' = 'shallow',
): Job {
  const whole = networkOf(shape);
  checkBytes(bytesNeeded(whole, batch, lanes.length), limits);
  const network = depth === 'whole' ? whole : whole.tuning.shallow();
  const { context, vocabulary } = shape;
  const starts = Uint32Array.from({ length: Math.max(WINDOWS, batch) }, (_, i) => i * context);
  const length = starts.length * context + 1;
  return {
    network,
    batch,
    lanes,
    optimizer,
    shares: Float32Array.of(1),
    tokens: Uint8Array.from({ length }, (_, i) => threefry([0, 0], [i, 0])[0] % vocabulary),
    training: { starts, shuffled: true },
    validation: starts.slice(0, batch),
    initial: initialiseLanes(network.layout, lanes),
    plain,
  };
}

import { edition } from '../ops/edition.ts';
import type { Job } from '../run/job.ts';
import type { AdapterReport, LaneCost } from '../trainer.ts';
import { keptValues, type KeptValues } from './kept-values.ts';

/** Stores in this browser what lanes cost. */
export const browserLaneCosts: KeptValues<LaneCost> = keptValues(isLaneCost);

/** The kernels' text, the adapter, the browser, the class of shapes of one lane, and the share of time asked for. */
export function laneKeyOf({ name }: AdapterReport, { batch, network }: Job, share: number): string {
  const sizes = network.tuning.classOf(batch * network.shape.context);
  return ['lanes', share, edition, name, navigator.userAgent, ...sizes].join(' | ');
}

function isLaneCost(value: unknown): value is LaneCost {
  return (
    typeof value === 'object' &&
    value !== null &&
    'lanes' in value &&
    typeof value.lanes === 'number' &&
    'more' in value &&
    typeof value.more === 'number'
  );
}

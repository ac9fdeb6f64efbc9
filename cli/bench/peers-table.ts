import { sizeName, type PeersResult } from '../../bench/peers/compare.ts';
import { columns } from '../columns.ts';
import { adapterLine } from './adapter-line.ts';

/** Milliseconds per step of each library, and their ratio to Loglog's. */
export function peersTable({ adapter, comparisons }: PeersResult): string {
  const [loglog = '', ...others] = comparisons[0]?.times.map(({ name }) => name) ?? [];
  const head = ['d/L', 'parameters', `${loglog} ms/step`];
  head.push(...others.flatMap((name) => [`${name} ms/step`, `÷ ${loglog}`]));
  const rows = comparisons.map(({ parameters, times: [ours, ...theirs], ...size }) => [
    sizeName(size),
    parameters.toString(),
    ours.millisecondsPerStep.toFixed(1),
    ...theirs.flatMap(({ millisecondsPerStep, ratio }) => [millisecondsPerStep.toFixed(1), ratio.toFixed(2)]),
  ]);
  return `${adapterLine(adapter)}\n${columns([head, ...rows])}`;
}

import { adapterLine } from './adapter-line.mjs';
import { columns } from '../columns.mjs';

/**
 * Milliseconds per step of each library, and how many times Loglog's that is.
 *
 * @param {import('../../bench/peers/compare.ts').PeersResult} result
 */
export function peersTable({ adapter, comparisons }) {
  const [loglog = '', ...others] = comparisons[0]?.times.map(({ name }) => name) ?? [];
  const head = ['d/L', 'parameters', `${loglog} ms/step`];
  head.push(...others.flatMap((name) => [`${name} ms/step`, `÷ ${loglog}`]));
  const rows = comparisons.map(({ width, layers, parameters, times: [ours, ...theirs] }) => [
    `${width}/${layers}`,
    parameters.toString(),
    ours.millisecondsPerStep.toFixed(1),
    ...theirs.flatMap(({ millisecondsPerStep, ratio }) => [millisecondsPerStep.toFixed(1), ratio.toFixed(2)]),
  ]);
  return `${adapterLine(adapter)}\n${columns([head, ...rows])}`;
}

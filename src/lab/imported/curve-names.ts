import type { MeasuredRun } from './measured-run.ts';

/**
 * The training curves of a table: rows that share a name and N, at different D or C, are points of one run. By id, the
 * name of the curve; rows that stand alone are left out.
 */
export function curveNames(runs: readonly MeasuredRun[]): ReadonlyMap<string, string> {
  const groups = new Map<string, MeasuredRun[]>();
  for (const run of runs) {
    if (run.name === '' || run.sizes.N === null) continue;
    const group = groups.get(run.name);
    if (group === undefined) groups.set(run.name, [run]);
    else group.push(run);
  }
  const curves = [...groups].filter(([, group]) => isCurve(group));
  return new Map(curves.flatMap(([name, group]) => group.map(({ id }) => [id, name] as const)));
}

function isCurve(group: readonly MeasuredRun[]): boolean {
  const sizes = new Set(group.map(({ sizes: { N } }) => N)).size;
  const places = new Set(group.map(({ sizes: { C, D } }) => C ?? D));
  return group.length > 1 && sizes === 1 && !places.has(null) && places.size === group.length;
}

import { tailOf } from '../../class/pool.ts';
import type { Run } from '../../runs/run.ts';

/**
 * The runs of a pool's experiment after pieces have come. A run that it had keeps its id, its note, and whether fits use it;
 * if its losses are the same, it also keeps a curve that came in a file. Runs that did not come in a piece stay.
 * @param number of the experiment
 */
export function pooledRuns(known: readonly Run[], pooled: readonly Run[], number: number): Run[] {
  const byTail = new Map(known.map((run) => [tailOf(run.plan.id), run]));
  const others = known.filter((run) => tailOf(run.plan.id) === '');
  const own = pooled.map((run): Run => {
    const before = byTail.get(tailOf(run.plan.id));
    if (before === undefined) return { ...run, plan: { ...run.plan, id: `sweep${number}/${run.plan.id}` } };
    if (saysTheSame(before, run)) return before;
    const { fitted, note, plan } = before;
    const curve = haveSameLosses(before, run) ? before.curve : run.curve;
    return { ...run, fitted, note, curve, plan: { ...run.plan, id: plan.id } };
  });
  return [...own, ...others].toSorted((a, b) => a.flops - b.flops);
}

function saysTheSame(a: Run, b: Run): boolean {
  return (
    a.label === b.label &&
    a.imported?.file === b.imported?.file &&
    a.trainingSeconds === b.trainingSeconds &&
    a.evaluations.length >= b.evaluations.length &&
    haveSameLosses(a, b)
  );
}

function haveSameLosses(a: Run, b: Run): boolean {
  return b.evaluations.every(({ step, losses }) => {
    const other = a.evaluations.find((one) => one.step === step);
    return other === undefined || losses.every((loss, lane) => Object.is(loss, other.losses[lane]));
  });
}

import { lossUnitOf } from '../../lab/runs/loss-unit.ts';
import { isEvaluating, type Run } from '../../lab/runs/run.ts';
import { whole } from '../../charts/quantity.ts';
import { shownLabel } from './shown-label.ts';

/** A run's name: its width if only widths differ, otherwise its label as people read it. */
export function nameOf({ label, plan }: Run): string {
  const { width } = plan.shape;
  return label === `d ${width}` ? `Width ${width}` : shownLabel(label);
}

/** The unit of the losses of these runs in words: `nats per character`. */
export function lossUnitWords(runs: readonly Run[]): string {
  return lossUnitOf(runs).replace('/', ' per ');
}

/** `evaluating after step 100 of 375, 20 %`. */
function evaluatingWords({ evaluated, plan, step }: Run): string {
  const far = evaluated > 0 ? `, ${Math.floor(100 * evaluated)} %` : '';
  return `evaluating after step ${whole(step)} of ${whole(plan.steps)}${far}`;
}

/** A run's state in a few words. */
export function stateWords(run: Run): string {
  const { steps } = run.plan;
  switch (run.state) {
    case 'queued':
    case 'finished':
      return run.state;
    case 'loading':
      return run.loaded < 1 ? `loading text, ${Math.floor(100 * run.loaded)} %` : 'compiling';
    case 'training':
      if (isEvaluating(run)) return evaluatingWords(run);
      return `training, step ${whole(run.step)} of ${whole(steps)}`;
    case 'paused':
      return `paused, step ${whole(run.step)} of ${whole(steps)}`;
    case 'lost':
      return `the GPU was lost after step ${whole(run.step)}; continuing on another one`;
    case 'stopped':
      return run.step > 0 ? `stopped at step ${whole(run.step)}` : 'not trained';
    case 'failed':
      return `failed: ${run.failure}`;
    default:
      return run.state satisfies never;
  }
}

import type { Run } from '../../lab/runs/run.ts';
import { runStyle, type RunStyle } from '../../charts/run-style.ts';
import { runStyles } from './run-styles.ts';

/** How fits' runs, which go by their ids, look and are called. */
export interface RunLook {
  label: string;
  style: RunStyle;
  fitted: boolean;
}

/** The look of every run by its id. */
export function runLooks(runs: readonly Run[]): (id: string) => RunLook {
  const styles = runStyles(runs);
  const looks = new Map(
    runs.map(({ fitted, label, plan }, index) => [
      plan.id,
      { label, style: styles[index] ?? runStyle(index, runs.length), fitted },
    ]),
  );
  return (id) => looks.get(id) ?? { label: id, style: runStyle(0, 1), fitted: true };
}

import type { Run } from '../../lab/runs/run.ts';
import { runStyle, type RunStyle } from '../../charts/run-style.ts';
import { shownLabel } from './shown-label.ts';
import { runStyles } from './run-styles.ts';

/** How charts name and draw a run, and whether the fits use it. */
export interface LegendEntry {
  label: string;
  style: RunStyle;
  fitted: boolean;
}

/** The legend entry of a run by its id, which is how fits name runs. */
export function legendEntries(runs: readonly Run[]): (id: string) => LegendEntry {
  const styles = runStyles(runs);
  const names = distinctLabels(runs);
  const entries = new Map(
    runs.map(({ fitted, label, plan }, index) => [
      plan.id,
      { label: names[index] ?? label, style: styles[index] ?? runStyle(index, runs.length), fitted },
    ]),
  );
  return (id) => entries.get(id) ?? { label: id, style: runStyle(0, 1), fitted: true };
}

/** The labels of runs. If several machines trained the same settings, the later runs have a number: `d 32 (2)`. */
function distinctLabels(runs: readonly Run[]): string[] {
  const counts = new Map<string, number>();
  return runs.map(({ label }) => {
    const count = (counts.get(label) ?? 0) + 1;
    counts.set(label, count);
    const shown = shownLabel(label);
    return count === 1 ? shown : `${shown} (${count})`;
  });
}

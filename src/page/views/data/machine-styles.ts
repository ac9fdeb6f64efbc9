import type { KeyEntry } from '../../../charts/key-marks.ts';
import { MACHINE_STYLES, machineStyle, type RunStyle } from '../../../charts/run-style.ts';
import type { PoolState } from '../../../lab/class/class-state.ts';
import { pupilOfRun } from '../../../lab/class/pupil-of-run.ts';
import type { Run } from '../../../lab/runs/run.ts';
import { visibleName } from '../../../lab/runs/visible-name.ts';

/** How the runs of a class are drawn: each pupil, or each kind of machine if there are many pupils, has a style. */
export interface MachineStyles {
  readonly key: readonly KeyEntry[];
  styleOf(run: Run): RunStyle;
  /** Where its group stands beside the others: 0 is the middle. */
  rankOf(run: Run): number;
  /** Whose run it is; empty if nobody's of the class. */
  nameOf(run: Run): string;
}

const OTHERS = 'others';

/** Styles that do not depend on runs that have not come. What has no style of its own is one group. */
export function machineStyles({ pupils }: PoolState, runs: readonly Run[]): MachineStyles {
  const names = new Map(pupils.map(({ pupil, shownName }) => [pupil, shownName]));
  const nameOf = (run: Run): string => names.get(pupilOfRun(run.plan.id) ?? '') ?? '';
  const adapterOf = ({ origin }: Run): string => visibleName(origin?.adapter ?? OTHERS);
  const byPupil = pupils.length <= MACHINE_STYLES;
  const groupOf = byPupil ? (run: Run) => nameOf(run) || OTHERS : adapterOf;
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(groupOf(run), (counts.get(groupOf(run)) ?? 0) + 1);
  const groups = byPupil ? [...counts.keys()] : largest(counts);
  const styles = new Map(groups.map((group, i) => [group, machineStyle(i)]));
  const rest = machineStyle(MACHINE_STYLES - 1);
  const left = [...counts.keys()].some((group) => !styles.has(group));
  const key = [
    ...groups.map((label, i) => ({ label, style: styles.get(label) ?? machineStyle(i) })),
    ...(left ? [{ label: 'other machines', style: rest }] : []),
  ];
  const styleOf = (run: Run): RunStyle => styles.get(groupOf(run)) ?? rest;
  const places = new Map(key.map(({ style }, i) => [style, i]));
  return {
    key,
    styleOf,
    rankOf: (run) => (places.get(styleOf(run)) ?? 0) - (key.length - 1) / 2,
    nameOf,
  };
}

/** The groups with the most runs, if there are more than styles, all but one of which then have a group. */
function largest(counts: ReadonlyMap<string, number>): string[] {
  const groups = [...counts].toSorted(([, a], [, b]) => b - a).map(([group]) => group);
  return groups.length <= MACHINE_STYLES ? groups : groups.slice(0, MACHINE_STYLES - 1);
}

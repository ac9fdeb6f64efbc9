import type { IntakeReport, PooledPupil } from '../../../lab/class/class-state.ts';
import type { Lab } from '../../../lab/lab.ts';
import type { Item } from './items-of-files.ts';

/** Gives texts to the pool, and says what came of it: who came with how many runs, or else the report's sentence. */
export async function takeItems(lab: Lab, items: readonly Item[]): Promise<string> {
  if (items.length === 0) return '';
  const before = lab.state.pool?.pupils ?? [];
  await lab.pools.take(items);
  return arrivalWords(before, lab.state.pool?.pupils ?? [], lab.state.intake);
}

/** `Ada: 3 runs. Ben: 2 runs.` */
export function arrivalWords(
  before: readonly PooledPupil[],
  after: readonly PooledPupil[],
  report: IntakeReport | null,
): string {
  const runsBefore = new Map(before.map(({ finished, pupil }) => [pupil, finished.length]));
  const came = after
    .filter(({ finished, pupil }) => finished.length > (runsBefore.get(pupil) ?? 0))
    .map(({ finished, shownName }) => `${shownName}: ${runsIn(finished.length)}.`);
  const refused = report?.refused.map(({ reason }) => `Refused: ${reason}`) ?? [];
  const words = [...came, ...refused];
  return words.length > 0 ? words.join(' ') : (report?.said ?? '');
}

function runsIn(count: number): string {
  return count === 1 ? '1 run' : `${count} runs`;
}

import type { AdapterReport, Trainer } from '../../../engine/trainer.ts';
import type { Lesson } from '../../class/lesson.ts';
import { partOf, type Part } from '../../class/part.ts';
import { flopsPerStep, timedPace, type Pace, type TimedStep } from '../../estimate/pace.ts';
import { runSeconds } from '../../estimate/time-left.ts';
import { planRuns, type PlannedRun } from '../../plan/plan-runs.ts';
import { readSelection, type Selection } from '../../experiments/selection.ts';

/** Each step that is timed has at least this many times the arithmetic of the one before, so that none takes a slow machine long. */
const APART = 4;

/** A part, and how fast the adapter trains what it contains; null if nothing was measured. */
interface SizedPart extends Part {
  readonly pace: Pace | null;
}

/** Part i of a lesson for the adapter of this machine, whose speed and memory are measured if the part depends on them. */
export async function sizedPart(
  trainer: Pick<Trainer, 'memory' | 'stepSeconds'>,
  adapter: AdapterReport | null,
  { minutes, parts, selection }: Lesson,
  part: number,
  base: string,
): Promise<SizedPart> {
  if (adapter === null || parts === 1)
    return { ...partOf(selection, part, parts, minutes, () => 0), pace: null };
  const runs = plannedOf(selection, base);
  const refused = await trainer.memory(runs.map(({ plan }) => plan));
  const tooLarge = new Set(
    runs.filter(({ plan }) => refused.some(({ run }) => run === plan.id)).map(widthOf),
  );
  const ladder = ascending(runs.filter((run) => !tooLarge.has(widthOf(run))));
  const seconds = await trainer.stepSeconds(ladder.map(({ plan }) => plan));
  const timed = ladder.flatMap((run, i) => {
    const took = seconds[i];
    return took === undefined ? [] : [{ run, seconds: took }];
  });
  const sized = partOf(selection, part, parts, minutes, (some) => {
    const planned = plannedOf(some, base);
    if (planned.some((run) => tooLarge.has(widthOf(run)))) return Infinity;
    return planned.reduce((sum, run) => sum + runSeconds(run, timedPace(adapter, upTo(run, timed))), 0);
  });
  const largest = plannedOf(sized.selection, base).at(-1);
  const pace = largest === undefined || timed.length === 0 ? null : timedPace(adapter, upTo(largest, timed));
  return { ...sized, pace };
}

/** The steps that were timed up to the first one that is at least as large as that of a run, which tells its time best. */
function upTo(run: PlannedRun, timed: readonly TimedStep[]): readonly TimedStep[] {
  const next = timed.findIndex((step) => flopsPerStep(step.run) >= flopsPerStep(run));
  return next === -1 ? timed : timed.slice(0, next + 1);
}

function plannedOf(selection: Selection, base: string): PlannedRun[] {
  return planRuns(readSelection(selection).runs, 'part', base);
}

function widthOf({ plan }: PlannedRun): number {
  return plan.shape.width;
}

/** Runs whose steps differ enough, cheapest first. */
function ascending(runs: readonly PlannedRun[]): PlannedRun[] {
  const ladder: PlannedRun[] = [];
  for (const run of runs.toSorted((a, b) => flopsPerStep(a) - flopsPerStep(b))) {
    const last = ladder.at(-1);
    if (last === undefined || flopsPerStep(run) >= APART * flopsPerStep(last)) ladder.push(run);
  }
  return ladder;
}

import { expect, test } from 'vitest';
import { flopsPerStep, paceOf, timedPace } from '../../../src/lab/estimate/pace.ts';
import { runSeconds } from '../../../src/lab/estimate/time-left.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { SOFTWARE } from '../../harness/lab/scripted-trainer.ts';

const GPU = { ...SOFTWARE, name: 'a GPU', software: false };
const runs = planRuns(presetRuns('widths', 'full'), 'a', 'https://somewhere.example/');

/** A machine whose steps take a time of their own, and more for their arithmetic. */
const seconds = (run: (typeof runs)[number]): number => 0.002 + flopsPerStep(run) / 4e10;

test('two timed steps tell the time of a run of any size on a steady machine', () => {
  const timed = [runs[0], runs.at(-1)].flatMap((run) =>
    run === undefined ? [] : [{ run, seconds: seconds(run) }],
  );
  const pace = timedPace(GPU, timed);
  expect(pace.measured).toBe(true);
  for (const run of runs) {
    const { evaluation, steps, batch } = run.plan;
    const { overlapping, steps: evaluated, windows } = evaluation;
    const evaluations = (evaluated.length * windows + (overlapping?.windows ?? 0)) / batch / 3;
    expect(runSeconds(run, pace) - pace.perRun).toBeCloseTo((steps + evaluations) * seconds(run), 6);
  }
});

test('without timed steps a pace is assumed, and a timed one holds until a run is measured', () => {
  expect(timedPace(GPU, [])).toEqual(paceOf(GPU, []));
  const timed = timedPace(
    GPU,
    runs.slice(0, 1).map((run) => ({ run, seconds: 1 })),
  );
  expect(paceOf(GPU, [], timed)).toEqual(timed);
});

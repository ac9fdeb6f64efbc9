import { expect, test } from 'vitest';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { readTests, testWords } from '../../../src/lab/files/evaluation-words.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { RECIPE } from '../../../src/lab/plan/recipe.ts';
import { seedLanes } from '../../../src/lab/plan/run-settings.ts';
import { applyEvent } from '../../../src/lab/runs/apply-event.ts';
import { queuedRun } from '../../../src/lab/runs/run.ts';
import { finishedRun } from '../../harness/lab/finished-run.ts';
import { reopenedRuns } from '../../harness/lab/reopened-runs.ts';

const planned = planRuns(
  [16, 32].map((width) => ({
    ...RECIPE,
    corpus: 'secret-bit',
    context: 120,
    rotaryBase: 100,
    tokens: 96_000,
    width,
    lanes: seedLanes(1, 2),
  })),
  's',
);
const runs = planned.map((run) => finishedRun(run, () => 2));

test('a plan on a source with test items names its sets, and one on a text none', () => {
  expect(planned[0]?.plan.evaluation.tests).toEqual([
    { name: 'bit-1', windows: 1024 },
    { name: 'bit-0', windows: 1024 },
  ]);
  expect(planRuns([RECIPE], 's')[0]?.plan.evaluation).not.toHaveProperty('tests');
});

test.each([
  ['loglog.json', resultsJson('widths', runs)],
  ['loglog.csv', resultsCsv(runs)],
])('%s gives back answers, their losses and the base of the positions', (name, text) => {
  const read = reopenedRuns(name, text);
  expect(read.map(({ evaluations }) => evaluations.map(({ tests }) => tests))).toEqual(
    runs.map(({ evaluations }) => evaluations.map(({ tests }) => tests)),
  );
  expect(read.map(({ plan }) => [plan.shape, plan.evaluation])).toEqual(
    runs.map(({ plan }) => [plan.shape, plan.evaluation]),
  );
  expect(read.map(({ settings }) => settings.rotaryBase)).toEqual([100, 100]);
});

test.each([
  [(json: string) => json.replace(/"right":\[\d+,/, '"right":[1025,'), 'tests of an evaluation'],
  [(json: string) => json.replace(/"right":\[\d+,/, '"right":['), 'tests of an evaluation'],
  [(json: string) => json.replace('"rotaryBase":100', '"rotaryBase":1'), 'rotaryBase'],
])('answers that cannot be are refused with the rule', (changed, rule) => {
  expect(() => reopenedRuns('a.json', changed(resultsJson('widths', runs)))).toThrow(rule);
});

test.each(['1600:trap=5/4@2', '1600:trap=1/4@0', 'trap=1/4@2', '1600:Trap=1/4@2', '1600:trap=0/0@2'])(
  'a table with the test %s is refused',
  (words) => {
    expect(() => readTests(words)).toThrow(words);
  },
);

test('tests in words are read as the same tests', () => {
  const tests = [
    { step: 10, name: 'bit-1', right: 3, windows: 1024, loss: Math.fround(0.1) },
    { step: 20, name: 'bit-0', right: 0, windows: 7, loss: Infinity },
  ];
  expect(readTests(testWords(tests))).toEqual(tests);
});

test('an evaluated event brings the tests into the run', () => {
  const run = { ...queuedRun(planned[0]), state: 'training' } as const;
  const tests = [{ name: 'bit-1', windows: 4, right: [1, 2], losses: Float32Array.of(1, 2) }];
  const event = {
    kind: 'evaluated' as const,
    run: run.plan.id,
    step: 47,
    tokens: 0,
    flops: 0,
    losses: Float32Array.of(1, 1),
    positionLosses: new Float32Array(240),
    tests,
  };
  expect(applyEvent(run, event).evaluations).toEqual([{ step: 47, losses: event.losses, tests }]);
});

import { expect, test } from 'vitest';
import { readTexts, textWords } from '../../../src/lab/files/evaluation-words.ts';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { RECIPE } from '../../../src/lab/plan/recipe.ts';
import { seedLanes } from '../../../src/lab/plan/run-settings.ts';
import { applyEvent } from '../../../src/lab/runs/apply-event.ts';
import { queuedRun } from '../../../src/lab/runs/run.ts';
import { restoredRun, savedCurve, savedRun } from '../../../src/lab/storage/run-record.ts';
import { measuredRun } from '../../harness/lab/measured-runs.ts';
import { reopenedRuns } from '../../harness/lab/reopened-runs.ts';

const planned = planRuns(
  [16, 32].map((width) => ({
    ...RECIPE,
    otherTexts: ['moby-dick', 'bible'],
    tokens: 96_000,
    width,
    lanes: seedLanes(1, 2),
  })),
  's',
);
const runs = planned.map((run, place) => measuredRun(run, place));

test('a plan names the windows of the other texts, as many as their held-out blocks have', () => {
  expect(planned[0]?.plan.evaluation.texts).toEqual([
    { id: 'moby-dick', windows: 256 },
    { id: 'bible', windows: 256 },
  ]);
  expect(planRuns([RECIPE], 's')[0]?.plan.evaluation).not.toHaveProperty('texts');
  const long = planRuns([{ ...RECIPE, otherTexts: ['moby-dick'], context: 512, batch: 8 }], 's');
  // Each of the 20 held-out blocks of 3,036 characters has five windows of 512.
  expect(long[0]?.plan.evaluation.texts).toEqual([{ id: 'moby-dick', windows: 96 }]);
});

test.each([
  ['loglog.json', resultsJson('widths', runs)],
  ['loglog.csv', resultsCsv(runs)],
])('%s gives back the losses on other texts and their settings', (name, text) => {
  const read = reopenedRuns(name, text);
  expect(read.map(({ evaluations }) => evaluations.map(({ texts }) => texts))).toEqual(
    runs.map(({ evaluations }) => evaluations.map(({ texts }) => texts)),
  );
  expect(read.map(({ plan }) => plan.evaluation)).toEqual(runs.map(({ plan }) => plan.evaluation));
  expect(read.map(({ settings }) => settings.otherTexts)).toEqual(
    runs.map(({ settings }) => settings.otherTexts),
  );
});

test('a record of the database gives them back, and one that has none stays without', () => {
  for (const run of [...runs, measuredRun(planRuns([RECIPE], 's')[0], 1)]) {
    const { evaluations, plan } = restoredRun(structuredClone(savedRun(run)), savedCurve(run), undefined);
    expect({ evaluations, plan }).toEqual({ evaluations: run.evaluations, plan: run.plan });
  }
});

test.each([
  [
    (json: string) => json.replace('"bible","windows":256,"losses":[', '"bible","windows":255,"losses":['),
    'other texts',
  ],
  [(json: string) => json.replace(/("bible","windows":256,"losses":\[)[^,]+,/, '$1'), 'other texts'],
  [(json: string) => json.replaceAll('"bible"', '"koran"'), 'no such text'],
])('losses that cannot be are refused with the rule', (changed, rule) => {
  expect(() => reopenedRuns('a.json', changed(resultsJson('widths', runs)))).toThrow(rule);
});

test.each(['1600:bible/0=2', '1600:koran/256=2', 'bible/256=2', '1600:bible/256=-1', '1600:uniform/256=2'])(
  'a table with %s is refused',
  (words) => {
    expect(() => readTexts(words)).toThrow(words);
  },
);

test('a table whose lanes name other texts is refused', () => {
  const table = resultsCsv(runs).replace(/:bible\/256=(\S+)(?=[^\n]*\n)/, ':bible/128=$1');
  expect(() => reopenedRuns('loglog.csv', table)).toThrow('must be the same in all lanes');
});

test('losses in words are read as the same losses', () => {
  const texts = [
    { step: 10, id: 'moby-dick', windows: 256, loss: Math.fround(0.1) },
    { step: 20, id: 'bible', windows: 7, loss: Infinity },
  ];
  expect(readTexts(textWords(texts))).toEqual(texts);
});

test('an evaluated event brings the losses on other texts into the run', () => {
  const run = { ...queuedRun(planned[0]), state: 'training' } as const;
  const texts = [{ id: 'bible', windows: 256, losses: Float32Array.of(1, 2) }];
  const event = {
    kind: 'evaluated' as const,
    run: run.plan.id,
    step: 47,
    tokens: 0,
    flops: 0,
    losses: Float32Array.of(1, 1),
    positionLosses: new Float32Array(256),
    texts,
  };
  expect(applyEvent(run, event).evaluations).toEqual([{ step: 47, losses: event.losses, texts }]);
});

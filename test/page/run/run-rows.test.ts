import { expect, test } from 'vitest';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { nextOrder, sortedRows } from '../../../src/page/kit/sorted-rows.ts';
import { differenceWords, SETTINGS, variedSettings } from '../../../src/page/kit/varied-settings.ts';
import { groupedRuns, groupings } from '../../../src/page/run/run-groups.ts';
import { finishedRuns } from '../../harness/lab/finished-run.ts';

const runsOf = (id: Parameters<typeof presetRuns>[0]): Run[] =>
  planRuns(presetRuns(id, 'quick'), 's', 'https://somewhere.example/').map(queuedRun);

/** The difference of each run from the one before, with ordinary spaces. */
function differences(runs: readonly Run[]): string[] {
  const varied = variedSettings(runs, SETTINGS);
  return runs
    .slice(1)
    .map((run, i) => differenceWords(runs[i] ?? run, run, varied).replaceAll('\u00a0', ' '));
}

test('runs of a sweep over widths differ in their width alone, in whatever order they stand', () => {
  expect(differences(runsOf('widths')).slice(0, 2)).toEqual(['width 8 → 12', 'width 12 → 16']);
  expect(differences(runsOf('widths').toReversed()).at(-1)).toBe('width 12 → 8');
});

test('a change of heads is said where it was chosen, and not where it follows from the width', () => {
  const words = differences(runsOf('shape'));
  expect(words.some((word) => /^heads \d+ → \d+$/.test(word))).toBe(true);
  expect(differences(runsOf('widths')).join()).not.toContain('heads');
});

test('every run of every experiment that trains differs in words from the run before it', () => {
  for (const id of [
    'widths',
    'data',
    'grid',
    'batch',
    'isoflop',
    'shape',
    'depth',
    'schedules',
    'learning-rate',
  ] as const)
    for (const words of differences(runsOf(id))) expect(words, id).toMatch(/ → /);
});

test('runs whose seeds alone differ are told apart by their seeds', () => {
  const [first] = runsOf('widths');
  if (first === undefined) throw new Error('no run');
  const lanes = first.plan.lanes.map((lane) => ({ ...lane, initSeed: 2, orderSeed: 2 }));
  const second = { ...first, plan: { ...first.plan, id: 'other', lanes } };
  expect(differences([first, second])).toEqual(['seed 1 → 2']);
});

test('a grouping has every run once, and at least one group of several runs', () => {
  for (const id of ['grid', 'isoflop', 'shape', 'depth'] as const) {
    const runs = finishedRuns(id, 'quick', () => 2);
    const choices = groupings(runs);
    expect(choices[0]?.name).toBe('series');
    for (const by of choices) {
      const groups = groupedRuns(runs, by);
      expect(groups.flatMap((group) => group.runs).toSorted(byId)).toEqual(runs.toSorted(byId));
      expect(Math.max(...groups.map((group) => group.runs.length))).toBeGreaterThan(1);
    }
  }
  expect(groupings(runsOf('widths'))).toEqual([]);
});

test('equal rows keep their order in both directions, and rows without a value are last', () => {
  const rows = [
    { of: 'a', value: 2 },
    { of: 'b', value: null },
    { of: 'c', value: 1 },
    { of: 'd', value: 2 },
  ];
  const names = (direction: 'ascending' | 'descending') =>
    sortedRows(rows, ({ value }) => value, direction)
      .map(({ of }) => of)
      .join('');
  expect([names('ascending'), names('descending')]).toEqual(['cadb', 'adcb']);
});

test('a third press on a head gives the first order again', () => {
  const first = nextOrder(null, 'N');
  const second = nextOrder(first, 'N');
  expect([first, second, nextOrder(second, 'N')]).toEqual([
    { by: 'N', direction: 'ascending' },
    { by: 'N', direction: 'descending' },
    null,
  ]);
  expect(nextOrder(second, 'D')).toEqual({ by: 'D', direction: 'ascending' });
});

function byId(a: Run, b: Run): number {
  return a.plan.id.localeCompare(b.plan.id);
}

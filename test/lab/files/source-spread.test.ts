import { expect, test } from 'vitest';
import { sourceNames, sourceSpread } from '../../../src/lab/files/identity/source-spread.ts';
import { machineWords } from '../../../src/lab/runs/run-origin.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { analysisRequest } from '../../../src/lab/analysis/analysis-request.ts';
import { trainedModels } from '../../../src/laws/analysis/trained-model.ts';
import { DESKTOP, LAPTOP, measuredRuns } from '../../harness/lab/measured-runs.ts';

const named = (runs: readonly Run[], sweep: string): Run[] =>
  runs.map((run) => ({ ...run, plan: { ...run.plan, id: `${sweep}/${run.plan.id}` } }));
const here = named(measuredRuns('schedules', 'quick', LAPTOP), 'a');
const there = named(measuredRuns('schedules', 'quick', DESKTOP), 'b');
const from = (runs: readonly Run[], file: string): Run[] =>
  runs.map((run) => ({ ...run, origin: null, imported: { file, whole: true } }));
const lanes = here[0]?.plan.lanes.length ?? 0;

test('runs of one machine have no spread between sources', () => {
  expect(sourceSpread(here)).toBeNull();
  expect(sourceSpread([])).toBeNull();
});

test('each seed of each run that two machines trained is a model with two losses', () => {
  const spread = sourceSpread([...here, ...there]);
  expect(spread?.sources).toEqual([machineWords(LAPTOP), machineWords(DESKTOP)]);
  expect(spread?.models).toHaveLength(here.length * lanes);
  // The made losses of the second machine are higher by 0.003 + 0.001 times the lane.
  const expected = spread?.models.map((_, i) => (0.003 + 0.001 * (i % lanes)) / Math.SQRT2) ?? [];
  spread?.models.forEach(({ deviation }, i) => expect(deviation).toBeCloseTo(expected[i] ?? NaN, 6));
  expect(spread?.machines).toBeCloseTo(
    Math.sqrt(expected.reduce((sum, x) => sum + x * x, 0) / expected.length),
    6,
  );
  expect(spread?.seeds).toBeGreaterThan(0);
  const labels = new Set(spread?.models.map(({ setting }) => spread.labels.get(setting)));
  expect(labels).toEqual(new Set(here.map(({ label }) => label)));
});

test('runs whose machine is not recorded are named by their files', () => {
  const names = sourceNames([...from(here, 'mine.csv'), ...from(there, 'hers.csv')]);
  expect(new Set(names.values())).toEqual(new Set(['mine.csv', 'hers.csv']));
});

test('two measurements of one machine are told apart by their files, or else by their order', () => {
  const again = there.map((run): Run => ({
    ...run,
    origin: LAPTOP,
    imported: { file: 'later.json', whole: true },
  }));
  const first = here.map((run): Run => ({ ...run, imported: { file: 'first.json', whole: true } }));
  const machine = machineWords(LAPTOP);
  expect(new Set(sourceNames([...first, ...again]).values())).toEqual(
    new Set([`${machine}, first.json`, `${machine}, later.json`]),
  );
  const same = there.map((run): Run => ({ ...run, origin: LAPTOP }));
  expect(new Set(sourceNames([...here, ...same]).values())).toEqual(new Set([machine, `${machine} (2)`]));
});

test('runs that have not started have no source, so a sweep under way has one', () => {
  const [first, ...others] = here;
  if (first === undefined) throw new Error('no run');
  const waiting = others.map((run): Run => ({ ...run, state: 'queued', origin: null, evaluations: [] }));
  expect([...sourceNames([first, ...waiting])]).toEqual([[first.plan.id, machineWords(LAPTOP)]]);
  expect(sourceSpread([first, ...waiting])).toBeNull();
});

test('the fits take the losses of two machines as two measurements of one size', () => {
  const options = { floor: 'auto', convention: 'non-embedding', loss: 'huber' } as const;
  const { runs } = analysisRequest([...here, ...there], { laws: ['N'], fits: [] }, options);
  const fitted = here.filter((run) => run.fitted).length;
  expect(trainedModels(runs, 'non-embedding')).toHaveLength(2 * fitted * lanes);
});

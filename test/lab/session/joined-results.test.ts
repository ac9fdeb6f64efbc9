// Results of the same settings share a law, whether their files are opened together or one after another.
import { beforeEach, expect, test } from 'vitest';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { seedLanes } from '../../../src/lab/plan/run-settings.ts';
import { sweepRuns } from '../../../src/lab/plan/sweep-runs.ts';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import type { Run } from '../../../src/lab/runs/run.ts';
import { Browser } from '../../harness/lab/browser.ts';
import { DESKTOP, LAPTOP, measuredRun, measuredRuns } from '../../harness/lab/measured-runs.ts';

let browser: Browser;
beforeEach(async () => {
  browser = new Browser();
  await browser.lab.open();
});

const A = measuredRuns('widths', 'quick', LAPTOP);
const B = measuredRuns('widths', 'quick', DESKTOP);
const jsonOf = (runs: readonly Run[]) => resultsJson('widths', runs, 'quick');

/** A run's settings, machine and losses. */
const measurementsOf = (runs: readonly Run[]) =>
  runs
    .map(({ evaluations, origin, plan }) => JSON.stringify([plan.shape.width, origin?.adapter, evaluations]))
    .toSorted();

test('files of the same settings that are opened one after another are as if they were opened together', async () => {
  await browser.opens({ 'a.json': jsonOf(A) });
  expect(await browser.opens({ 'b.json': jsonOf(B) })).toBe(
    'Added 6 runs to Widths 1, whose runs have the same settings. They come from 2 sources: apple metal-3 · Safari 26.0 · macOS; nvidia "Hopper", H200 · Chrome 142 · Linux.',
  );
  const [one, ...others] = await browser.experiments();
  expect(others).toEqual([]);
  const together = new Browser();
  await together.lab.open();
  await together.opens({ 'a.json': jsonOf(A), 'b.json': jsonOf(B) });
  const [joint] = await together.experiments();
  expect(measurementsOf(one?.runs ?? [])).toEqual(measurementsOf(joint?.runs ?? []));
  expect(measurementsOf(one?.runs ?? [])).toHaveLength(12);
  expect(new Set(browser.lab.state.runs.map(({ plan }) => plan.id)).size).toBe(12);
  expect(await browser.opens({ 'ab.json': jsonOf([...A, ...B]) })).toContain('Nothing was added.');
  expect(await browser.counts()).toEqual([12]);
});

test('other seeds of the same settings join, too', async () => {
  await browser.opens({ 'a.json': jsonOf(A) });
  const seeded = planRuns(sweepRuns({ ...QUICK_SWEEP, seed: 5 }), 's', 'https://somewhere.example/');
  await browser.opens({ 'c.json': jsonOf(seeded.map((planned, i) => measuredRun(planned, i))) });
  expect(await browser.counts()).toEqual([12]);
  expect(browser.lab.state.draft.seed).toBe('1');
});

test('results of other settings, or of another size, are an experiment of their own', async () => {
  await browser.opens({ 'a.json': jsonOf(A) });
  const longer = planRuns(
    sweepRuns({ ...QUICK_SWEEP, tokens: 2_048_000 }),
    's',
    'https://somewhere.example/',
  );
  await browser.opens({ 'c.json': jsonOf(longer.map((planned, i) => measuredRun(planned, i, DESKTOP))) });
  await browser.opens({ 'b.json': resultsJson('widths', B, 'full') });
  expect(await browser.counts()).toEqual([6, 6, 6]);
});

test('runs that were trained here take in no others, and it is said how to see both', async () => {
  const archive = await browser.archive;
  await browser.opens({ 'a.json': jsonOf(A) });
  const [mine] = await browser.experiments();
  if (mine === undefined) throw new Error('no experiment');
  await archive.replace({ ...mine.saved, origin: 'trained' }, []);
  expect(await browser.opens({ 'b.json': jsonOf(B) })).toBe(
    'Imported 6 runs of an experiment. Widths 1 was trained here with the same settings: to see both together, save its results and open both files at once.',
  );
  expect(await browser.counts()).toEqual([6, 6]);
});

test.each(['json', 'csv'])(
  'the settings of imported runs are those that they were trained with, from %s',
  async (kind) => {
    const settings = {
      ...QUICK_SWEEP,
      widths: [8, 12, 16, 20],
      tokens: 30_720,
      seed: 7,
      lanes: 2,
      layers: 3,
    };
    const runs = planRuns(sweepRuns(settings), 's', 'https://somewhere.example/').map((planned, i) =>
      measuredRun(planned, i),
    );
    const text = kind === 'json' ? jsonOf(runs) : resultsCsv(runs, { experiment: 'widths', size: 'quick' });
    browser.lab.edit({ ...browser.lab.state.draft, learningRate: '0.5' });
    await browser.opens({ [`r.${kind}`]: text });
    expect(browser.lab.state.draft).toEqual({
      ...ownDraft('widths', 'quick'),
      widths: '8, 12, 16, 20',
      tokens: '30,720',
      seed: '7',
      lanes: '2',
      layers: '3',
    });
    expect(browser.lab.state).toMatchObject({ size: 'quick', experiment: 'widths' });
  },
);

test.each([
  'dynamics',
  'data',
  'grid',
  'batch',
  'isoflop',
  'shape',
  'depth',
  'schedules',
  'known-entropy',
] as const)('the runs of %s as it proposes them have its own settings', async (id) => {
  await browser.opens({ 'r.json': resultsJson(id, measuredRuns(id, 'quick')) });
  const { draft, size } = browser.lab.state;
  expect({ size, draft }).toEqual({ size: 'quick', draft: ownDraft(id, 'quick') });
});

test('runs that no form can propose have the own settings of their experiment', async () => {
  const lanes = seedLanes(3, 2).map((lane) => ({ ...lane, rate: 2 }));
  const runs = planRuns(
    sweepRuns(QUICK_SWEEP).map((settings, i) => ({ ...settings, lanes, batch: 8 + i })),
    's',
    'https://somewhere.example/',
  ).map((planned, i) => measuredRun(planned, i));
  await browser.opens({ 'r.json': jsonOf(runs) });
  expect(browser.lab.state.draft).toEqual(ownDraft('widths', 'quick'));
});

test('a bad file among several is named with its reason, and the good ones are imported', async () => {
  const bad = resultsCsv(A, { experiment: 'widths', size: 'quick' }).replace(',yes,', ',maybe,');
  expect(
    await browser.opens({ 'a.json': jsonOf(A), 'bad.csv': bad, 'b.json': jsonOf(B), 'c.json': '{' }),
  ).toMatch(
    /^Imported 12 runs of an experiment\. .* 2 files were not imported: bad\.csv, row \d, in_fit: must be yes or no, not "maybe"\. .*c\.json.*\.$/,
  );
  expect(await browser.counts()).toEqual([12]);
  expect(await browser.opens({ 'bad.csv': bad, 'worse.csv': bad })).toMatch(
    /^File not opened: bad\.csv, row .* worse\.csv, row .* "maybe"\.$/,
  );
  expect(await browser.counts()).toEqual([12]);
});

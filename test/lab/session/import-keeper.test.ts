import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { resultsCsv } from '../../../src/lab/files/results-csv.ts';
import { resultsJson } from '../../../src/lab/files/results-json.ts';
import { finalLosses, type Run } from '../../../src/lab/runs/run.ts';
import { Browser } from '../../harness/lab/browser.ts';
import { DESKTOP, LAPTOP, measuredRuns } from '../../harness/lab/measured-runs.ts';

/** A history without the ids of its runs, which contain the numbers of their experiments. */
function withoutIds(json: string): unknown {
  return JSON.parse(json.replaceAll(/"id":"sweep[^"]*"/g, '"id":""'));
}

let browser: Browser;
beforeEach(async () => {
  browser = new Browser();
  await browser.lab.open();
});

const here = measuredRuns('widths', 'quick', LAPTOP);
const there = measuredRuns('widths', 'quick', DESKTOP);
const json = resultsJson('widths', here, 'quick');
const csv = resultsCsv(here, { experiment: 'widths', size: 'quick' });
const bare = 'Tables have no curves, so their runs have only final losses.';

describe('results', () => {
  test('of two machines open as one experiment, named by their sources', async () => {
    const said = await browser.opens({ 'a.json': json, 'b.json': resultsJson('widths', there, 'quick') });
    expect(said).toBe(
      'Imported 12 runs of an experiment. They come from 2 sources: apple metal-3 · Safari 26.0 · macOS; nvidia "Hopper", H200 · Chrome 142 · Linux.',
    );
    expect(await browser.counts()).toEqual([12]);
    expect(new Set(browser.lab.state.runs.map(({ plan }) => plan.id)).size).toBe(12);
    expect((await browser.experiments())[0]?.saved.size).toBe('quick');
  });

  test('that are in the history already are said to be there, and are shown', async () => {
    await browser.opens({ 'a.json': json });
    await browser.opens({ 'c.json': resultsJson('grid', measuredRuns('grid', 'quick')) });
    expect(await browser.opens({ 'again.json': json })).toBe(
      'All 6 runs are in the history already, in Widths 1. Nothing was added.',
    );
    expect(await browser.counts()).toEqual([16, 6]);
    expect(browser.lab.state).toMatchObject({ shown: 'widths', number: 1 });
    expect(await browser.opens({ 'a.csv': csv })).toBe(
      `All 6 runs are in the history already, in Widths 1. Nothing was added. ${bare}`,
    );
    expect(await browser.counts()).toEqual([16, 6]);
  });

  test('as JSON give the runs of a table their curves', async () => {
    expect(await browser.opens({ 'a.csv': csv })).toBe(`Imported 6 runs of an experiment. ${bare}`);
    const ids = browser.lab.state.runs.map(({ plan }) => plan.id);
    expect(await browser.opens({ 'a.json': json })).toBe(
      'All 6 runs are in the history already, in Widths 1. 6 runs got curves, evaluations or machines from the files.',
    );
    const [saved] = await browser.experiments();
    expect(saved?.runs.map(({ curve }) => curve.steps)).toEqual(here.map(({ curve }) => curve.steps));
    expect(saved?.runs.map(({ plan }) => plan.id)).toEqual(ids);
  });

  test('that go on where an imported experiment ended are added to it', async () => {
    await browser.opens({ 'part.json': resultsJson('widths', here.slice(0, 4), 'quick') });
    expect(await browser.opens({ 'all.json': json })).toBe(
      'Imported 2 runs into Widths 1, which had 4 of these 6 already.',
    );
    expect(await browser.counts()).toEqual([6]);
    expect(new Set(browser.lab.state.runs.map(({ plan }) => plan.id)).size).toBe(6);
  });

  test('with other losses, but the same settings and machine, are kept, and it is said', async () => {
    const later = here.map((run): Run => ({
      ...run,
      origin: { ...LAPTOP, version: '9.0.0' },
      curve: { ...run.curve, steps: 0 },
      evaluations: run.evaluations.map((one) => ({ ...one, losses: one.losses.map((loss) => loss + 1e-4) })),
    }));
    const said = await browser.opens({ 'a.json': json, 'later.json': resultsJson('widths', later, 'quick') });
    expect(said).toContain(
      '6 runs have the settings of another run, and no other machine is recorded, but other losses: they are kept as measurements of their own.',
    );
    expect(await browser.counts()).toEqual([12]);
  });

  test('that had not finished are kept, and it is said', async () => {
    const [first, second, ...others] = here;
    if (first === undefined || second === undefined) throw new Error('no runs');
    const cut = (run: Run, state: Run['state']): Run => ({ ...run, state, step: 7, evaluations: [] });
    const some = [cut(first, 'failed'), cut(second, 'paused'), ...others];
    expect(await browser.opens({ 'a.json': resultsJson('widths', some, 'quick') })).toBe(
      'Imported 6 runs of an experiment. 2 runs had not finished: they have no final losses, and cannot resume here.',
    );
    expect(browser.lab.state.runs.map(({ state }) => state).toSorted()).toEqual([
      'failed',
      ...others.map(() => 'finished'),
      'stopped',
    ]);
  });

  test('of another version of the text are said to be', async () => {
    const [run] = here;
    if (run?.plan.corpus.kind !== 'text') throw new Error('a text is wanted');
    const corpus = { ...run.plan.corpus, sha256: '0'.repeat(64) };
    const other = { ...run, plan: { ...run.plan, corpus } };
    expect(await browser.opens({ 'a.json': resultsJson('widths', [run, other], 'quick') })).toContain(
      '1 run is of another version of the text.',
    );
    expect((await browser.experiments())[0]?.runs.map(({ plan }) => plan.corpus)).toContainEqual(corpus);
  });
});

describe('a history', () => {
  beforeEach(async () => {
    await browser.opens({ 'a.json': json });
    await browser.opens({ 'c.json': resultsJson('grid', measuredRuns('grid', 'quick'), 'quick') });
    await browser.lab.history.rename(2, 'the grid');
    await browser.lab.history.duplicate(2);
    await browser.lab.history.pin(1, true);
  });

  test('comes back whole into an empty browser, copies too, and adds nothing the second time', async () => {
    const saved = await browser.history();
    const other = new Browser();
    await other.lab.open();
    expect(await other.opens({ 'h.json': saved })).toBe(
      'Imported 3 experiments with 38 runs. Their models are not in the file.',
    );
    expect(withoutIds(await other.history())).toEqual(withoutIds(saved));
    expect(await other.opens({ 'h.json': saved })).toBe(
      'All 3 experiments of the file are in the history already, with 38 runs. Nothing was added.',
    );
    expect(await other.counts()).toEqual([16, 16, 6]);
  });

  test('adds to a browser what it lacks, and loses nothing that is there', async () => {
    const saved = await browser.history();
    const other = new Browser();
    await other.lab.open();
    await other.opens({ 'b.csv': resultsCsv(there, { experiment: 'widths', size: 'quick' }) });
    await other.opens({ 'part.json': resultsJson('widths', here.slice(0, 2), 'quick') });
    expect(await other.opens({ 'h.json': saved })).toBe(
      'Imported 3 experiments with 38 runs. Their models are not in the file.',
    );
    expect(await other.counts()).toEqual([16, 16, 6, 8]);
  });

  test('of the same browser adds runs that went on, texts and titles to the experiment that they belong to', async () => {
    const before = await browser.history();
    const file = JSON.parse(before) as { experiments: { title: string; runs: Record<string, unknown>[] }[] };
    const [first] = file.experiments.slice(-1);
    if (first === undefined) throw new Error('no experiment');
    first.title = 'the widths';
    const other = new Browser();
    await other.lab.open();
    const early = structuredClone(file);
    early.experiments = early.experiments.slice(-1).map((experiment) => ({
      ...experiment,
      title: '',
      runs: experiment.runs.map((run, i) =>
        i < 3
          ? run
          : {
              ...run,
              state: 'stopped',
              step: 0,
              evaluations: [],
              curve: [],
              trainingSeconds: 0,
              tokensPerSecond: 0,
            },
      ),
    }));
    await other.opens({ 'early.json': JSON.stringify(early) });
    expect(await other.opens({ 'h.json': JSON.stringify(file) })).toBe(
      'Imported 2 experiments with 32 runs. 1 experiment of the file, with 6 runs, was here already. 3 runs got more steps, losses or machines from the file. Their models are not in the file.',
    );
    const [, , merged] = await other.experiments();
    expect(merged?.saved.title).toBe('the widths');
    expect(merged?.runs.map((run) => finalLosses(run))).toEqual(here.map((run) => finalLosses(run)));
  });

  test('that an earlier page saved opens whole, and adds nothing the second time', async () => {
    const early = await readFile(
      new URL('../../fixtures/cases/results/loglog-history.json', import.meta.url),
      'utf8',
    );
    const { experiments } = JSON.parse(early) as { experiments: { runs: { label: string }[] }[] };
    const labels = experiments.map(({ runs }) => runs.map(({ label }) => label));
    const other = new Browser();
    await other.lab.open();
    expect(await other.opens({ 'loglog-history.json': early })).toMatch(
      /^Imported \d+ experiments? with \d+ runs\./,
    );
    expect((await other.experiments()).map(({ runs }) => runs.map(({ label }) => label))).toEqual(labels);
    expect(await other.opens({ 'loglog-history.json': early })).toMatch(
      /in the history already.* Nothing was added\.$/,
    );
    expect(await other.counts()).toEqual(labels.map((runs) => runs.length));
  });

  test('that is older than what is there changes nothing', async () => {
    const saved = await browser.history();
    const file = JSON.parse(saved) as { experiments: { title: string; runs: Record<string, unknown>[] }[] };
    for (const experiment of file.experiments) {
      experiment.runs = experiment.runs.map((run) => ({ ...run, curve: [], prediction: null }));
    }
    expect(await browser.opens({ 'h.json': JSON.stringify(file) })).toBe(
      'All 3 experiments of the file are in the history already, with 38 runs. Nothing was added.',
    );
    expect(await browser.history()).toBe(saved);
  });
});

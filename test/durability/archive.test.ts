import type { JSHandle, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Archive } from '../../src/lab/storage/archive.ts';
import type { SavedExperiment } from '../../src/lab/storage/schema.ts';
import type { Checkpoint } from '../../src/engine/trainer.ts';
import { planRuns } from '../../src/lab/plan/plan-runs.ts';
import { presetRuns } from '../../src/lab/experiments/presets.ts';
import type { Run } from '../../src/lab/runs/run.ts';
import { queuedRun } from '../../src/lab/runs/run.ts';
import { dumpDatabase } from '../harness/page/database-dump.ts';
import { Site } from '../harness/page/site.ts';

/** An archive in the page, and functions that make records for it. */
interface Bench {
  archive: Archive;
  experiment(number: number, runs: readonly string[], change?: Partial<SavedExperiment>): SavedExperiment;
  /** A run after `step` steps. */
  run(id: string, step: number, state: Run['state']): Run;
  checkpoint(id: string, step: number): Checkpoint;
}

let site: Site;
let page: Page;
let bench: JSHandle<Bench>;

const [planned] = planRuns(presetRuns('widths', 'quick').slice(0, 1), 'sweep1', 'https://somewhere.example/');

beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

/**
 * Opens a page whose database has four experiments: one with an unfinished run, and three with models, of which one is
 * removed and one is pinned.
 */
async function prepare(): Promise<void> {
  page = await site.visit();
  if (planned === undefined) throw new Error('no run is planned');
  // The path is a string because this file's own imports do not exist in the page.
  const module = await page.evaluateHandle<{ Archive: { open(): Promise<Archive> } }>(
    'import("/src/lab/storage/archive.ts")',
  );
  bench = await page.evaluateHandle(
    async ({ module: { Archive: Opened }, queued }): Promise<Bench> => {
      const archive = await Opened.open();
      const experiment: Bench['experiment'] = (number, runs, change = {}) => ({
        number,
        title: '',
        origin: 'trained',
        begun: 0,
        experiment: 'widths',
        size: 'quick',
        draft: {} as never,
        runs,
        samples: [],
        ranks: null,
        pinned: false,
        removed: false,
        ...change,
      });
      const lanes = queued.plan.lanes.length;
      const run: Bench['run'] = (id, step, state) => ({
        ...queued,
        plan: { ...queued.plan, id },
        state,
        step,
        curve: { lanes, steps: step, losses: new Float32Array(step * lanes).fill(step) },
      });
      const checkpoint: Bench['checkpoint'] = (id, step) => ({
        run: id,
        step,
        trainingMilliseconds: 1,
        kernels: { products: 'plain', attention: 'plain' },
        parameters: new Float32Array(10_000).fill(step),
        moments: new Float32Array(20_000).fill(step),
      });
      await archive.begin(experiment(1, ['1/a', '1/b']), [run('1/a', 0, 'queued'), run('1/b', 0, 'queued')]);
      await archive.saveCheckpoint(run('1/a', 1, 'training'), checkpoint('1/a', 1));
      const ended = [{}, { pinned: true }, { removed: true }];
      for (const [i, change] of ended.entries()) {
        const number = i + 2;
        const id = `${number}/a`;
        await archive.begin(experiment(number, [id], change), [run(id, 0, 'queued')]);
        await archive.saveCheckpoint(run(id, 1, 'training'), checkpoint(id, 1));
        await archive.saveEnd(run(id, 2, 'finished'));
        // The ages must differ, and the clock has milliseconds.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return { archive, experiment, run, checkpoint };
    },
    { module, queued: { ...queuedRun(planned), tuning: null, curve: undefined as never } },
  );
}

/** Every method that writes. */
const WRITES: Record<string, (bench: Bench) => Promise<unknown>> = {
  begin: ({ archive, experiment, run }) => archive.begin(experiment(5, ['5/a']), [run('5/a', 0, 'queued')]),
  add: ({ archive, experiment, run }) =>
    archive.add(experiment(0, []), [run('x/a', 2, 'finished'), run('x/b', 3, 'finished')]),
  replace: ({ archive, experiment, run }) =>
    archive.replace(experiment(2, ['2/a', '2/b']), [run('2/a', 3, 'finished'), run('2/b', 3, 'finished')]),
  'replace without a run that it had': ({ archive, experiment, run }) =>
    archive.replace(experiment(2, ['2/b']), [run('2/b', 3, 'finished')]),
  'change of a title': ({ archive }) => archive.change([1, 2], { title: 'mine' }),
  'change that removes': ({ archive }) => archive.change([1, 2, 3], { removed: true }),
  clear: ({ archive }) => archive.clear(),
  saveRuns: ({ archive, run }) => archive.saveRuns([run('1/a', 1, 'stopped'), run('1/b', 0, 'stopped')]),
  saveCheckpoint: ({ archive, run, checkpoint }) =>
    archive.saveCheckpoint(run('1/a', 2, 'training'), checkpoint('1/a', 2)),
  saveEnd: ({ archive, run }) => archive.saveEnd(run('1/a', 2, 'finished')),
  keepLesson: ({ archive }) =>
    archive.keepLesson({
      name: 'lesson ab12cd34',
      pupil: 'k3j2h1g9',
      called: 'Ada',
      part: 7,
      sized: '',
      number: 1,
    }),
  setWeightBudget: ({ archive }) => archive.setWeightBudget(150_000),
};

test.each(Object.keys(WRITES))(
  'a write (%s) that is aborted at any call of the database changes nothing',
  async (name) => {
    await prepare();
    const before = await dumpDatabase(page);
    let aborted = 0;
    for (; aborted < 20; aborted++) {
      if (!(await aborts(name, aborted))) break;
      expect(await dumpDatabase(page)).toEqual(before);
    }
    expect(aborted).toBeGreaterThan(0);
    expect(aborted).toBeLessThan(20);
    expect(await dumpDatabase(page)).not.toEqual(before);
    await page.close();
  },
);

/** Whether a write fails that is aborted after a number of calls of the database. */
async function aborts(name: string, after: number): Promise<boolean> {
  const write = WRITES[name];
  if (write === undefined) throw new Error(`no such write: ${name}`);
  const body = await page.evaluateHandle<(on: Bench) => Promise<unknown>>(`(${write.toString()})`);
  return page.evaluate(
    async ({ on, body: run, last }) => {
      const { put, delete: remove } = IDBObjectStore.prototype;
      let calls = 0;
      const counted = (store: IDBObjectStore): void => {
        calls += 1;
        if (calls > last) store.transaction.abort();
      };
      IDBObjectStore.prototype.put = function (...args) {
        counted(this);
        return put.apply(this, args);
      };
      IDBObjectStore.prototype.delete = function (...args) {
        counted(this);
        return remove.apply(this, args);
      };
      try {
        await run(on);
        return false;
      } catch {
        return true;
      } finally {
        Object.assign(IDBObjectStore.prototype, { put, delete: remove });
      }
    },
    { on: bench, body, last: after },
  );
}

test('an unfinished run waits at its saved checkpoint, and a finished one leaves its models', async () => {
  await prepare();
  const found = await page.evaluate(async ({ archive, run }) => {
    const [a, b] = (await archive.read(1))?.runs ?? [];
    const waiting = [a?.state, a?.step, a?.curve.steps, b?.state, (await archive.checkpoint('1/a'))?.step];
    await archive.saveEnd(run('1/a', 2, 'finished'));
    const ended = (await archive.read(1))?.runs[0];
    const [checkpoint, weights] = await Promise.all([archive.checkpoint('1/a'), archive.weights('1/a')]);
    const numbers = [weights?.step, weights?.parameters.length, weights?.moments?.length];
    return { waiting, ended: [ended?.state, ended?.curve.steps, checkpoint, ...numbers] };
  }, bench);
  expect(found).toEqual({
    waiting: ['paused', 1, 1, 'queued', 1],
    ended: ['finished', 2, undefined, 1, 10_000, 20_000],
  });
});

test('an experiment that is saved again leaves no record of a run that it no longer has, and keeps the others', async () => {
  await prepare();
  const ids = async (): Promise<string[]> => {
    const stores = Object.values(await dumpDatabase(page));
    return [...new Set(JSON.stringify(stores).match(/\b[1-4]\/[ab]\b/g))].toSorted();
  };
  const before = await ids();
  await page.evaluate(({ archive, experiment }) => archive.replace(experiment(2, []), []), bench);
  expect(before).toContain('2/a');
  expect(await ids()).toEqual(before.filter((id) => id !== '2/a'));
});

test('a run that a person stopped keeps its checkpoint, so that it can be resumed', async () => {
  await prepare();
  const kept = await page.evaluate(async ({ archive, run }) => {
    await archive.saveEnd(run('1/a', 2, 'stopped'));
    const [checkpoint, weights] = await Promise.all([archive.checkpoint('1/a'), archive.weights('1/a')]);
    return [checkpoint?.step, weights?.step];
  }, bench);
  expect(kept).toEqual([1, 1]);
});

test('when models exceed their budget, the oldest unpinned ones are deleted', async () => {
  await prepare();
  const kept = await page.evaluate(async ({ archive, run, checkpoint }) => {
    const there = (): Promise<boolean[]> =>
      Promise.all(['2/a', '3/a', '4/a', '1/a'].map(async (id) => (await archive.weights(id)) !== undefined));
    // Enough for three of four.
    await archive.setWeightBudget(390_000);
    const before = await there();
    await archive.saveCheckpoint(run('1/a', 2, 'training'), checkpoint('1/a', 2));
    await archive.saveEnd(run('1/a', 2, 'finished'));
    const after = await there();
    await archive.setWeightBudget(150_000);
    const little = await there();
    await archive.change([3], { pinned: false });
    await archive.setWeightBudget(0);
    return [before, after, little, await there()];
  }, bench);
  expect(kept).toEqual([
    [true, true, true, false],
    [false, true, true, true],
    [false, true, false, false],
    [false, false, false, false],
  ]);
});

test('a removed experiment is not the latest, and can be restored until it is cleared', async () => {
  await prepare();
  const found = await page.evaluate(async ({ archive }) => {
    const latest = async (): Promise<number | undefined> => (await archive.latest())?.saved.number;
    const before = await latest();
    await archive.change([4], { removed: false });
    const back = await latest();
    await archive.change([4, 3], { removed: true });
    await archive.clear();
    const numbers = (await archive.list()).map(({ number }) => number);
    return { before, back, after: await latest(), numbers, left: await archive.weights('4/a') };
  }, bench);
  expect(found).toEqual({ before: 3, back: 4, after: 2, numbers: [2, 1], left: undefined });
});

test('an added experiment has its own number and its own runs, with their curves', async () => {
  await prepare();
  const found = await page.evaluate(async ({ archive, experiment, run }) => {
    const number = await archive.add(experiment(0, []), [
      run('1/a', 2, 'finished'),
      run('1/b', 3, 'finished'),
    ]);
    const { saved, runs } = (await archive.read(number)) ?? {};
    return {
      number,
      ids: saved?.runs,
      steps: runs?.map(({ curve }) => curve.steps),
      last: await archive.lastNumber(),
    };
  }, bench);
  expect(found).toEqual({ number: 5, ids: ['sweep5/0a', 'sweep5/1b'], steps: [2, 3], last: 5 });
});

test('the list has states and bytes without reading a model', async () => {
  await prepare();
  const list = await page.evaluate(({ archive }) => archive.list(), bench);
  const lanes = planned?.plan.lanes.length ?? NaN;
  expect(list.map(({ number, states, bytes, weightBytes }) => [number, states, bytes, weightBytes])).toEqual([
    [4, { finished: 1 }, 8 * lanes, 120_000],
    [3, { finished: 1 }, 8 * lanes, 120_000],
    [2, { finished: 1 }, 8 * lanes, 120_000],
    [1, { training: 1, queued: 1 }, 4 * lanes + 120_000, 0],
  ]);
});

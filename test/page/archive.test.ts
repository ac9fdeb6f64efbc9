import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Archive } from '../../src/lab/archive/archive.ts';
import type { Checkpoint } from '../../src/engine/trainer.ts';
import type { Run } from '../../src/lab/run.ts';
import { queuedRun } from '../../src/lab/run.ts';
import { planRuns } from '../../src/lab/plan-runs.ts';
import { presetOf } from '../../src/lab/experiments/presets.ts';
import { Site } from './site.ts';

let site: Site;
let page: Page;

const [planned] = planRuns(presetOf('widths').runs.quick.slice(0, 1), 'sweep1', 'https://somewhere.example/');

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
});
afterAll(() => site.close());

/** What a reader finds of a run: its state, steps, rows of its curve, the step to go on from, the step of its models. */
type Found = [state: string, step: number, curve: number, checkpoint: number | null, weights: number | null];

interface Outcome {
  /** Calls of the database that the write makes. */
  calls: number;
  /** What is found after the write was broken off at each of them. */
  broken: Found[];
  /** What is found after it was not. */
  whole: Found;
}

/** Breaks a write off at every call of the database that it makes, after a checkpoint of step 1 has been kept. */
async function breakOff(verb: 'keepCheckpoint' | 'keepEnd'): Promise<Outcome> {
  if (planned === undefined) throw new Error('no run is planned');
  // In words: this file's own imports are not the page's.
  const module = await page.evaluateHandle<{ Archive: { open(): Promise<Archive> } }>(
    'import("/src/lab/archive/archive.ts")',
  );
  return page.evaluate(
    async ({ module: { Archive: Opened }, queued, verb: write }) => {
      const archive = await Opened.open();
      const lanes = queued.plan.lanes.length;
      const { id } = queued.plan;
      const at = (step: number, state: Run['state']): Run => ({
        ...queued,
        state,
        step,
        curve: { lanes, steps: step, losses: new Float32Array(step * lanes).fill(step) },
      });
      const checkpoint = (step: number): Checkpoint => ({
        run: id,
        step,
        trainingMilliseconds: 1,
        kernels: { products: 'plain', attention: 'plain' },
        parameters: new Float32Array(4).fill(step),
        moments: new Float32Array(8).fill(step),
      });
      const found = async (): Promise<Found> => {
        const run = (await archive.latest())?.runs[0];
        const [kept, weights] = await Promise.all([archive.checkpoint(id), archive.weights(id)]);
        return [
          run?.state ?? '',
          run?.step ?? NaN,
          run?.curve.steps ?? NaN,
          kept?.step ?? null,
          weights?.step ?? null,
        ];
      };
      const keep = (): Promise<void> =>
        write === 'keepCheckpoint'
          ? archive.keepCheckpoint(at(2, 'training'), checkpoint(2))
          : archive.keepEnd(at(2, 'finished'));
      const { draft, number } = { draft: {} as never, number: Date.now() };
      const experiment = {
        number,
        begun: 0,
        experiment: 'widths',
        size: 'quick',
        draft,
        runs: [id],
      } as const;
      await archive.begin(experiment, [queued]);
      await archive.keepCheckpoint(at(1, 'training'), checkpoint(1));

      const { put, delete: remove } = IDBObjectStore.prototype;
      let calls = 0;
      let last = Infinity;
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
      const broken: Found[] = [];
      for (let failing = 0; failing < 10; failing++) {
        [calls, last] = [0, failing];
        const refused = await keep().then(
          () => false,
          () => true,
        );
        if (!refused) break;
        broken.push(await found());
      }
      const made = calls;
      Object.assign(IDBObjectStore.prototype, { put, delete: remove });
      return { calls: made, broken, whole: await found() };
    },
    { module, queued: { ...queuedRun(planned), tuning: null, curve: undefined as never }, verb },
  );
}

test('a checkpoint that is broken off at any call of the database leaves the last one whole', async () => {
  const { calls, broken, whole } = await breakOff('keepCheckpoint');
  expect(calls).toBe(3);
  expect(broken).toEqual(Array.from({ length: calls }, () => ['paused', 1, 1, 1, null]));
  expect(whole).toEqual(['paused', 2, 2, 2, null]);
});

test('an end that is broken off at any call of the database leaves the run where it can go on', async () => {
  const { calls, broken, whole } = await breakOff('keepEnd');
  expect(calls).toBe(4);
  expect(broken).toEqual(Array.from({ length: calls }, () => ['paused', 1, 1, 1, null]));
  expect(whole).toEqual(['finished', 2, 2, null, 1]);
});

test('of weights that take more room than they may, the oldest go', async () => {
  const module = await page.evaluateHandle<{ Archive: { open(): Promise<Archive> } }>(
    'import("/src/lab/archive/archive.ts")',
  );
  const kept = await page.evaluate(
    async ({ module: { Archive: Opened }, plan }) => {
      const archive = await Opened.open();
      const ids = ['w/1', 'w/2', 'w/3'];
      for (const id of ids) {
        const curve = { lanes: 1, steps: 0, losses: new Float32Array(0) };
        const run = { plan: { ...plan, id }, state: 'finished', curve } as Run;
        const parameters = new Float32Array(10_000);
        await archive.keepCheckpoint(run, {
          run: id,
          step: 1,
          trainingMilliseconds: 1,
          kernels: { products: 'plain', attention: 'plain' },
          parameters,
          moments: parameters,
        });
        await archive.keepEnd(run, 2.5 * parameters.byteLength);
        // Ages differ by a clock that tells milliseconds.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      const found = await Promise.all(ids.map((id) => archive.weights(id)));
      return found.map((weights) => weights !== undefined);
    },
    { module, plan: planned?.plan },
  );
  expect(kept).toEqual([false, true, true]);
});

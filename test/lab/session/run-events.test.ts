import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { planRuns } from '../../../src/lab/plan/plan-runs.ts';
import { Trunks } from '../../../src/lab/runs/trunks.ts';
import { PageVisibility } from '../../../src/lab/runs/page-visibility.ts';
import { queuedRun, type Run } from '../../../src/lab/runs/run.ts';
import { presetRuns } from '../../../src/lab/experiments/presets.ts';
import { RunEvents } from '../../../src/lab/session/run-events.ts';
import { Persistence } from '../../../src/lab/session/persistence.ts';
import { initialState } from '../../../src/lab/state/state.ts';
import { Store } from '../../../src/lab/state/store.ts';
import { VERSION } from '../../../src/lab/session/version.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

const BASE = 'https://somewhere.example/';
const BROWSER = { browser: 'Chrome 142', system: 'Linux' };

/** One run that has started, and a slow disk. `saved` lists the writes; `finishWrite` ends a write. */
async function slowDisk() {
  const trainer = new ScriptedTrainer();
  const store = new Store(initialState(BASE));
  const [planned] = planRuns(presetRuns('schedules', 'quick'), 's', BASE);
  if (planned === undefined) throw new Error('no run is planned');
  store.change({ runs: [queuedRun(planned)], phase: 'running' });
  const saved: Run[] = [];
  let finishWrite = () => {};
  const persistence = new Persistence(trainer, store, undefined);
  vi.spyOn(persistence, 'saveEvent').mockImplementation((event, after) => {
    if (event.kind !== 'finished' && event.kind !== 'failed') return undefined;
    saved.push(after);
    return new Promise((resolve) => (finishWrite = resolve));
  });
  const events = new RunEvents(trainer, store, persistence, new PageVisibility(), BROWSER, new Trunks());
  await events.listen();
  void trainer.train(planned.plan);
  trainer.start();
  return { trainer, store, events, saved, finishWrite: () => finishWrite() };
}

test('a run that fails is saved before the page shows that it has failed', async () => {
  const { trainer, store, events, saved, finishWrite } = await slowDisk();
  trainer.fail('the loss is not finite');
  expect(saved).toMatchObject([{ state: 'failed' }]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(store.state.runs[0]?.state).toBe('training');
  finishWrite();
  await events.settled();
  expect(store.state.runs[0]).toBe(saved[0]);
});

test('a run that finishes is saved before the page shows its end', async () => {
  const { trainer, store, events, saved, finishWrite } = await slowDisk();
  trainer.finish(2);
  expect(saved).toMatchObject([{ state: 'finished', step: trainer.plan.steps }]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(store.state.runs[0]?.state).toBe('training');
  finishWrite();
  await events.settled();
  expect(store.state.runs[0]?.state).toBe('finished');
});

test('what a person changes while a run is being saved is not lost', async () => {
  const { trainer, store, events, finishWrite } = await slowDisk();
  trainer.fail('the loss is not finite');
  store.changeRun(trainer.plan.id, (run) => ({ ...run, fitted: false }));
  finishWrite();
  await events.settled();
  expect(store.state.runs[0]).toMatchObject({ state: 'failed', fitted: false });
});

test('an event of a run that is not on the page changes nothing', async () => {
  const { trainer, store, events, saved } = await slowDisk();
  const { state } = store;
  trainer.emit({ kind: 'failed', run: 'another', message: 'gone', place: 'step 1' });
  await events.settled();
  expect(saved).toEqual([]);
  expect(store.state).toBe(state);
});

test('a run records its machine, its date and the version of the page when it starts', async () => {
  const { trainer, store } = await slowDisk();
  expect(store.state.runs[0]?.origin).toBeNull();
  store.change({ adapter: await trainer.probe() });
  const before = Date.now();
  trainer.start();
  await expect
    .poll(() => store.state.runs[0]?.origin)
    .toMatchObject({
      adapter: 'a software adapter',
      software: true,
      ...BROWSER,
      version: VERSION,
    });
  const date = store.state.runs[0]?.origin?.date ?? 0;
  expect(date).toBeGreaterThanOrEqual(before);
  trainer.start();
  await new Promise((resolve) => setTimeout(resolve));
  expect(store.state.runs[0]?.origin?.date).toBe(date);
});

test('the version is the version of the package', async () => {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  expect((JSON.parse(text) as { version: string }).version).toBe(VERSION);
});

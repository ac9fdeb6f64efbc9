import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BrowserTabLock } from '../../../src/lab/session/tab-lock.ts';
import { canResume } from '../../../src/lab/state/can-resume.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import { otherTabWords } from '../../../src/page/run/other-tab-words.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { DirectAnalyst } from '../../harness/lab/direct-analyst.ts';
import { ScriptedBrowser } from '../../harness/lab/scripted-browser.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

const PATIENCE = { interval: 1, timeout: 30_000 };
const DRAFT = { ...draftOf(QUICK_SWEEP), widths: '12, 16', tokens: '20480' };

/** A trainer that saves its run when it is paused, as the engine does. */
class SavingTrainer extends ScriptedTrainer {
  override async pause(): Promise<void> {
    this.calls.push('pause');
    this.keep();
  }
}

let browser: ScriptedBrowser;
let disk: MemoryDisk;

beforeEach(() => {
  browser = new ScriptedBrowser();
  disk = new MemoryDisk(() => browser.holder);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  expect(disk.broken).toEqual([]);
});

async function open(tab: number): Promise<{ lab: Lab; trainer: ScriptedTrainer }> {
  browser.enter(tab);
  const trainer = new SavingTrainer();
  const lab = new Lab(trainer, new DirectAnalyst(), 'https://somewhere.example/', {
    open: () => disk.open(tab),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: new BrowserTabLock(),
  });
  await lab.open();
  return { lab, trainer };
}

const waitFor = (holds: () => void): Promise<void> => vi.waitFor(holds, PATIENCE);
const used = (lab: Lab): Promise<void> => waitFor(() => expect(lab.state.otherTab).toBeNull());

/** Starts the draft in a tab and trains its first run for some steps. */
async function trainSome({ lab, trainer }: { lab: Lab; trainer: ScriptedTrainer }): Promise<void> {
  lab.edit(DRAFT);
  void lab.start();
  await waitFor(() => expect(trainer.plans).toHaveLength(1));
  trainer.start();
  trainer.advance(7, 4);
}

test('a second tab says that the first one is open and idle, or trains', async () => {
  const first = await open(1);
  const second = await open(2);
  await waitFor(() => expect(second.lab.state.otherTab).toMatchObject({ trains: false }));
  await trainSome(first);
  await waitFor(() => expect(second.lab.state.otherTab).toMatchObject({ trains: true }));
  await first.lab.stop();
  await waitFor(() => expect(second.lab.state.otherTab).toMatchObject({ trains: false }));
});

test('a tab that opens during training knows it', async () => {
  await trainSome(await open(1));
  const { lab } = await open(2);
  await waitFor(() => expect(lab.state.otherTab).toMatchObject({ trains: true }));
});

test('an idle tab hands over at once, and says so', async () => {
  const first = await open(1);
  const second = await open(2);
  second.lab.useThisTab();
  await used(second.lab);
  expect(first.lab.state.otherTab).toMatchObject({ took: true, trains: false });
  second.lab.edit(DRAFT);
  void second.lab.start();
  await waitFor(() => expect(second.trainer.plans).toHaveLength(1));
  await waitFor(() => expect(first.lab.state.otherTab).toMatchObject({ took: true, trains: true }));
});

test('a tab that trains saves its run before it hands over, and the other one resumes it there', async () => {
  const first = await open(1);
  const second = await open(2);
  await trainSome(first);
  second.lab.useThisTab();
  await used(second.lab);
  expect(first.trainer.calls).toEqual(['pause', 'stop']);
  expect(first.lab.state.runs.map(({ state }) => state)).toEqual(['paused', 'queued']);
  expect(canResume(second.lab.state)).toBe(true);
  void second.lab.resumeSaved();
  await waitFor(() => expect(second.trainer.plans).toHaveLength(1));
  expect(second.trainer.from?.step).toBe(7);
  expect(second.trainer.plan.id).toBe(first.trainer.plan.id);
  second.trainer.finish(2);
  await waitFor(() => expect(second.trainer.plans).toHaveLength(2));
  second.trainer.finish(2);
  await waitFor(() =>
    expect(second.lab.state.runs.map(({ state }) => state)).toEqual(['finished', 'finished']),
  );
  await waitFor(() =>
    expect(first.lab.state.runs.map(({ state }) => state)).toEqual(['finished', 'finished']),
  );
  expect(first.trainer.plans).toHaveLength(1);
});

test('a tab can be taken back, and trains again', async () => {
  const first = await open(1);
  const second = await open(2);
  await trainSome(first);
  second.lab.useThisTab();
  await used(second.lab);
  first.lab.useThisTab();
  await used(first.lab);
  expect(second.lab.state.otherTab).toMatchObject({ took: true });
  void first.lab.resumeSaved();
  await waitFor(() => expect(first.trainer.plans).toHaveLength(2));
  expect(first.trainer.from?.step).toBe(7);
  first.trainer.finish(2);
  await waitFor(() => expect(first.trainer.plans).toHaveLength(3));
});

test('of three tabs, the one that is asked for gets the lock', async () => {
  await open(1);
  const second = await open(2);
  const third = await open(3);
  third.lab.useThisTab();
  await used(third.lab);
  expect(browser.holder).toBe(3);
  expect(second.lab.state.otherTab).not.toBeNull();
  second.lab.useThisTab();
  await used(second.lab);
  expect(browser.holder).toBe(2);
});

test('when the tab in use is closed, a waiting one takes over', async () => {
  const first = await open(1);
  const second = await open(2);
  second.lab.useThisTab();
  await used(second.lab);
  browser.leave(2);
  await used(first.lab);
  expect(browser.holder).toBe(1);
});

test('a tab that does not answer is said to be silent, and closing it helps', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  browser.enter(1);
  await new BrowserTabLock().acquire(() => {});
  const { lab } = await open(2);
  lab.useThisTab();
  expect(lab.state.otherTab).toMatchObject({ answer: 'waiting' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lab.state.otherTab).toMatchObject({ answer: 'silent' });
  browser.leave(1);
  vi.useRealTimers();
  await used(lab);
});

test('an idle tab says whether it was taken, and only training is called training', () => {
  const rows = [true, false].flatMap((trains) =>
    [true, false].map((took) => otherTabWords({ trains, took, answer: 'none' })),
  );
  expect(new Set(rows).size).toBe(3);
  expect(rows.map((words) => words.startsWith('Training in another tab'))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Lab } from '../../../../src/lab/lab.ts';
import { QUICK_SWEEP } from '../../../../src/lab/plan/recipe.ts';
import { draftOf } from '../../../../src/lab/plan/sweep-settings.ts';
import type { Archive } from '../../../../src/lab/storage/archive.ts';
import { nowWords } from '../../../../src/page/stage/now-words.ts';
import { DirectAnalyst } from '../../../harness/lab/direct-analyst.ts';
import { LONE_TAB } from '../../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../../harness/lab/memory-disk.ts';
import { ScriptedTrainer } from '../../../harness/lab/scripted-trainer.ts';

const PATIENCE = { interval: 1, timeout: 30_000 };
const DRAFT = { ...draftOf(QUICK_SWEEP), widths: '12, 16', tokens: '20480' };

let memory: MemoryDisk;
let trainer: ScriptedTrainer;
/** Lets the disk answer. */
let answer: () => void;

beforeEach(() => {
  memory = new MemoryDisk(() => 1);
});
afterEach(() => {
  vi.useRealTimers();
});

/** A page whose disk answers at once, or when `answer` is called. */
function pageOn(isSlow: boolean): Lab {
  trainer = new ScriptedTrainer();
  const answered = isSlow ? new Promise<void>((resolve) => (answer = resolve)) : Promise.resolve();
  const open = async (): Promise<Archive> => {
    await answered;
    return memory.open(1);
  };
  return new Lab(trainer, new DirectAnalyst(), 'https://somewhere.example/', {
    open,
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  });
}

/** A visit that trains one sweep to its end. */
async function earlierVisit(): Promise<void> {
  const lab = pageOn(false);
  await lab.open();
  lab.edit(DRAFT);
  void lab.start();
  for (const count of [1, 2]) {
    await vi.waitFor(() => expect(trainer.plans).toHaveLength(count), PATIENCE);
    trainer.finish(...trainer.plan.lanes.map(() => 2));
  }
  await vi.waitFor(() => expect(lab.state.phase).toBe('ended'), PATIENCE);
  await vi.waitFor(() => expect(lab.state.sampling).toBe('idle'), PATIENCE);
}

const adapterOf = (lab: Lab): Promise<void> =>
  vi.waitFor(() => expect(lab.state.adapter.kind).toBe('adapter'), PATIENCE);

test('a sweep begins only when the disk has said which numbers are taken', async () => {
  await earlierVisit();
  const lab = pageOn(true);
  const opened = lab.open();
  await adapterOf(lab);
  expect(nowWords(lab.state)).toBe('Asking the browser for what it has kept …');
  await lab.start();
  expect(lab.state.phase).toBe('idle');
  answer();
  await opened;
  expect(nowWords(lab.state)).not.toContain('Asking');
  void lab.start();
  await vi.waitFor(() => expect(trainer.plans).toHaveLength(1), PATIENCE);
  expect(lab.state.number).toBe(2);
  expect(trainer.plan.id).toMatch(/^sweep2\//);
  expect(lab.state.phase).toBe('running');
  await lab.stop();
});

test.each([
  ['a fresh browser', async () => {}, 1],
  ['a browser with an earlier sweep', earlierVisit, 2],
])('in %s a person keeps what they chose before the disk answered', async (_, before, number) => {
  await before();
  const lab = pageOn(true);
  const opened = lab.open();
  lab.edit({ ...DRAFT, widths: '20' });
  await adapterOf(lab);
  answer();
  await opened;
  expect(lab.state.draft.widths).toBe('20');
  expect(lab.state.phase).toBe('idle');
  expect(lab.state.planned.map(({ plan }) => plan.id)).toEqual([
    expect.stringMatching(new RegExp(`^sweep${number}/`)),
  ]);
  expect(lab.state.history.experiments).toHaveLength(number - 1);
});

test('without an answer for 30 s a sweep trains, and an answer that comes later changes nothing', async () => {
  await earlierVisit();
  const writes = memory.writes.length;
  vi.useFakeTimers();
  const lab = pageOn(true);
  const opened = lab.open();
  await vi.advanceTimersByTimeAsync(29_000);
  await lab.start();
  expect(lab.state.phase).toBe('idle');
  await vi.advanceTimersByTimeAsync(1000);
  await opened;
  vi.useRealTimers();
  expect(lab.state.storageError).toBe('the disk has said nothing for 30 s');
  lab.edit(DRAFT);
  void lab.start();
  await vi.waitFor(() => expect(trainer.plans).toHaveLength(1), PATIENCE);
  answer();
  for (const count of [1, 2]) {
    await vi.waitFor(() => expect(trainer.plans).toHaveLength(count), PATIENCE);
    expect(lab.state.phase).toBe('running');
    trainer.finish(...trainer.plan.lanes.map(() => 3));
  }
  await vi.waitFor(() => expect(lab.state.phase).toBe('ended'), PATIENCE);
  expect(lab.state.runs.map(({ state }) => state)).toEqual(['finished', 'finished']);
  expect(memory.writes).toHaveLength(writes);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Lesson } from '../../../../src/lab/class/lesson.ts';
import { lessonLinkOf } from '../../../../src/lab/class/lesson-link.ts';
import { ownDraft } from '../../../../src/lab/experiments/selection.ts';
import { linkOf } from '../../../../src/lab/files/link.ts';
import { Lab } from '../../../../src/lab/lab.ts';
import type { Disk } from '../../../../src/lab/storage/disk.ts';
import { DirectAnalyst } from '../../../harness/lab/direct-analyst.ts';
import { LONE_TAB } from '../../../harness/lab/lone-tab.ts';
import { MemoryDisk } from '../../../harness/lab/memory-disk.ts';
import { ScriptedTrainer, SOFTWARE } from '../../../harness/lab/scripted-trainer.ts';
import { ScriptedVisitor } from '../../../harness/lab/scripted-visitor.ts';

const BASE = 'https://somewhere.example/';
const LESSON: Lesson = {
  id: 'ab12cd34',
  selection: {
    experiment: 'widths',
    size: 'quick',
    draft: {
      ...ownDraft('widths', 'quick'),
      widths: '12, 24, 48',
      tokens: '51,200',
      seed: '100',
      lanes: '2',
    },
  },
  title: 'Bigger is better',
  words: 'Train your part.',
  hidden: ['settings', 'files'],
  starts: false,
  questions: [],
  parts: 30,
  minutes: 5,
};
const WHOLE: Lesson = { ...LESSON, id: 'whole000', parts: 1 };

let trainer: ScriptedTrainer;
let visitor: ScriptedVisitor;
let disk: Disk;
let memory: MemoryDisk;

beforeEach(() => {
  vi.useFakeTimers();
  trainer = new ScriptedTrainer();
  visitor = new ScriptedVisitor();
  memory = new MemoryDisk(() => 1);
  disk = diskOf();
});
afterEach(() => {
  vi.useRealTimers();
});

function diskOf(tabLock = LONE_TAB): Disk {
  return { open: () => memory.open(1), askToStay: () => {}, storageUse: async () => null, tabLock };
}

/** Lets everything happen that waits for nothing but code that is loaded. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(0);
  }
}

/** A visit of the page that begins at a fragment. */
async function opened(fragment = '', on: Disk | null = disk): Promise<Lab> {
  const lab = new Lab(trainer, new DirectAnalyst(), BASE, on ?? undefined, undefined, undefined, { visitor });
  void lab.open(() => void lab.visit(fragment, null));
  await settle();
  return lab;
}

const widthsOf = (lab: Lab): number[] => lab.state.planned.map(({ plan }) => plan.shape.width);

test('a lesson proposes the teacher’s experiment, and nothing trains before a part is chosen', async () => {
  const lab = await opened(lessonLinkOf(LESSON));
  expect(lab.state.lesson).toMatchObject({ lesson: LESSON, part: null, measuring: false, name: '' });
  expect(lab.state.lesson?.pupil).toMatch(/^[a-z0-9]{8}$/);
  expect(lab.state).toMatchObject({ phase: 'idle', number: null, notice: null, experiment: 'widths' });
  await lab.start();
  await settle();
  expect(lab.state.phase).toBe('idle');
  expect(trainer.plans).toEqual([]);
});

test('the part of a number has seeds of its own and the widths that fit into the minutes on this machine', async () => {
  // 100 steps of width 24 take 23 s, of width 48 already 92 s.
  trainer.stepTime = ({ shape }) => 4e-4 * shape.width ** 2;
  const lab = await opened(lessonLinkOf({ ...LESSON, minutes: 1 }));
  await lab.lessons.choosePart(7);
  await settle();
  expect(lab.state.lesson).toMatchObject({ part: 7, measuring: false });
  expect(lab.state.lesson?.sized).toMatch(/Width 48 left out/);
  expect(widthsOf(lab)).toEqual([12, 24]);
  expect(lab.state.draft.seed).toBe('112');
});

test('a machine without room for a width leaves it out', async () => {
  trainer.tooLarge = ({ shape }) =>
    shape.width === 48 ? { message: 'too large', most: 'weights' } : undefined;
  const lab = await opened(lessonLinkOf(LESSON, 2));
  await settle();
  expect(lab.state.lesson).toMatchObject({ part: 2 });
  expect(widthsOf(lab)).toEqual([12, 24]);
});

test('a number that no part has changes nothing, and one by chance is a part', async () => {
  const lab = await opened(lessonLinkOf(LESSON));
  for (const wrong of [0, 31, 1.5, NaN, -1]) await lab.lessons.choosePart(wrong);
  expect(lab.state.lesson?.part).toBeNull();
  await lab.lessons.choosePart('any');
  await settle();
  expect(lab.state.lesson?.part).toBeGreaterThanOrEqual(1);
  expect(lab.state.lesson?.part).toBeLessThanOrEqual(30);
});

test('a reload comes back to the lesson, its part, the same pupil and the runs that began in it', async () => {
  const link = lessonLinkOf(LESSON);
  const lab = await opened(link);
  await lab.lessons.choosePart(7);
  lab.lessons.setName('Ada Lovelace, Countess of a very long title');
  void lab.start();
  await settle();
  trainer.finish(2, 2);
  await settle();
  expect(lab.state).toMatchObject({ phase: 'running', number: 1 });
  const { pupil } = lab.state.lesson ?? {};
  trainer = new ScriptedTrainer();
  const again = await opened(link);
  expect(again.state.lesson).toMatchObject({
    lesson: LESSON,
    part: 7,
    pupil,
    name: 'Ada Lovelace, Countess of a ve',
  });
  expect(again.state).toMatchObject({ number: 1, phase: 'ended' });
  expect(again.state.runs.map(({ state }) => state)).toEqual(['finished', 'queued', 'queued']);
  void again.resumeSaved();
  await settle();
  expect(trainer.plan.shape.width).toBe(24);
});

test('a lesson disturbs nothing that is kept, and does not offer to resume it', async () => {
  const before = await opened();
  before.edit({ ...before.state.draft, widths: '12, 16', tokens: '51,200' });
  void before.start();
  await settle();
  trainer.finish(3);
  await settle();
  trainer = new ScriptedTrainer();
  const lab = await opened(lessonLinkOf(WHOLE));
  expect(lab.state).toMatchObject({ phase: 'idle', number: null, begun: null });
  expect(lab.state.runs.map(({ state }) => state)).toEqual(['queued', 'queued', 'queued']);
  void lab.start();
  await settle();
  trainer.finish(2, 2);
  await settle();
  expect(lab.state.number).toBe(2);
  expect(lab.state.history.experiments.map(({ number }) => number)).toEqual([2, 1]);
  await lab.stop();
  await settle();
  await lab.openSaved(1);
  expect(lab.state.runs.map(({ state }) => state)).toEqual(['finished', 'queued']);
});

test('another lesson in the same browser has another pupil and does not show the runs of the first', async () => {
  const lab = await opened(lessonLinkOf(WHOLE));
  void lab.start();
  await settle();
  await lab.stop();
  await settle();
  const other = await opened(lessonLinkOf({ ...WHOLE, id: 'other000' }));
  expect(other.state).toMatchObject({ phase: 'idle', number: null });
  expect(other.state.lesson?.pupil).not.toBe(lab.state.lesson?.pupil);
});

test('without a disk the lesson is followed all the same', async () => {
  const lab = await opened(lessonLinkOf(LESSON), null);
  await lab.lessons.choosePart(3);
  await settle();
  expect(lab.state.lesson?.part).toBe(3);
  expect(lab.state.draft.seed).toBe('104');
});

test('leaving keeps what was trained, and an ordinary link leaves too', async () => {
  const lab = await opened(lessonLinkOf(WHOLE));
  lab.lessons.leave();
  expect(lab.state.lesson).toBeNull();
  expect(lab.state.draft.widths).toBe('12, 24, 48');
  const again = await opened(lessonLinkOf(WHOLE));
  await again.visit(linkOf(again.state), null);
  expect(again.state.lesson).toBeNull();
});

test('a lesson link that is refused changes only the notice', async () => {
  const lab = await opened('#lesson=2&id=ab12cd34&experiment=widths');
  expect(lab.state.lesson).toBeNull();
  expect(lab.state.notice).toMatchObject({ refused: true });
  expect(lab.state.notice?.said).toMatch(/^Lesson not opened: the lesson link has version "2"/);
});

test.each(['https://somewhere.example/', 'file:///media/usb/loglog.html', ''])(
  'a lesson is followed by its link where that is pasted: %s',
  async (page) => {
    const lab = await opened();
    await lab.takeText(`${page}${lessonLinkOf(LESSON)}\n`);
    await settle();
    expect(lab.state.lesson?.lesson.id).toBe('ab12cd34');
  },
);

test('a lesson is followed by the file that holds its line, and a text to train on is not taken for one', async () => {
  const lab = await opened();
  await lab.takeFiles([new File(['#1=one of many lines\n#2=two'], 'a.txt')]);
  expect(lab.state.lesson).toBeNull();
  await lab.takeFiles([new File([`${lessonLinkOf(LESSON)}\n`], 'loglog-lesson.txt')]);
  await settle();
  expect(lab.state.lesson?.lesson.id).toBe('ab12cd34');
});

test('nothing happens to a sweep under way', async () => {
  const lab = await opened();
  void lab.start();
  await settle();
  await lab.visit(lessonLinkOf(LESSON), null);
  expect(lab.state).toMatchObject({ lesson: null, phase: 'running' });
});

test('a second tab follows the lesson and trains nothing until it may', async () => {
  let turn = (): void => {};
  const tabLock = {
    ...LONE_TAB,
    acquire: async (granted: () => void) => {
      turn = granted;
      return false;
    },
  };
  const lab = await opened(lessonLinkOf(LESSON, 2), diskOf(tabLock));
  expect(lab.state.otherTab).not.toBeNull();
  expect(lab.state.lesson).toMatchObject({ part: 2 });
  turn();
  await settle();
  expect(lab.state.otherTab).toBeNull();
  expect(lab.state.lesson).toMatchObject({ part: 2, measuring: false });
  expect(lab.state.draft.seed).toBe('102');
});

const STARTS = { ...LESSON, starts: true };

test('a lesson that starts by itself counts down after the part is chosen, and any action cancels it', async () => {
  const lab = await opened(lessonLinkOf(STARTS));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(lab.state).toMatchObject({ phase: 'idle', countdown: null });
  visitor.act();
  await lab.lessons.choosePart(4);
  await settle();
  expect(lab.state.countdown).toBe(5);
  visitor.act();
  expect(lab.state.countdown).toBeNull();
  await lab.lessons.choosePart(5);
  await settle();
  await vi.advanceTimersByTimeAsync(5_000);
  await settle();
  expect(lab.state.phase).toBe('running');
  expect(trainer.plan.lanes[0]?.initSeed).toBe(108);
});

test('a lesson that nobody shares counts down at once, and not for a person who has acted or wants calm', async () => {
  const whole = lessonLinkOf({ ...WHOLE, starts: true });
  const lab = await opened(whole, null);
  expect(lab.state.countdown).toBe(5);
  await vi.advanceTimersByTimeAsync(5_000);
  await settle();
  expect(lab.state.phase).toBe('running');
  visitor = new ScriptedVisitor();
  visitor.calm = true;
  const calm = await opened(whole, null);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(calm.state.phase).toBe('idle');
  visitor = new ScriptedVisitor();
  const early = new Lab(trainer, new DirectAnalyst(), BASE, undefined, undefined, undefined, { visitor });
  visitor.act();
  void early.open(() => void early.visit(whole, null));
  await settle();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(early.state.phase).toBe('idle');
});

test('a lesson without countdown never starts by itself, on a GPU either', async () => {
  trainer = new ScriptedTrainer({ ...SOFTWARE, software: false });
  const lab = await opened(lessonLinkOf(WHOLE));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(lab.state.phase).toBe('idle');
});

test('a lesson never starts past what the GPU cannot hold', async () => {
  trainer.tooLarge = () => ({ message: 'too large', most: 'weights' });
  const lab = await opened(lessonLinkOf({ ...WHOLE, starts: true }));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(lab.state.phase).toBe('idle');
  expect(trainer.plans).toEqual([]);
});

/** Lets the trainer answer how long a step takes only when the returned function is called. */
function heldSeconds(): () => void {
  let answer: (seconds: number[]) => void = () => {};
  const seconds = new Promise<number[]>((resolve) => (answer = resolve));
  trainer.stepSeconds = () => seconds;
  return () => answer([1e-4]);
}

test('who presses Start while the machine is being measured starts once the part has its size', async () => {
  const lab = await opened(lessonLinkOf(LESSON));
  const measured = heldSeconds();
  void lab.lessons.choosePart(3);
  await settle();
  lab.lessons.startWhenSized();
  lab.lessons.startWhenSized();
  expect(lab.state).toMatchObject({ phase: 'idle', lesson: { measuring: true, startsThen: true } });
  measured();
  await settle();
  expect(lab.state).toMatchObject({
    phase: 'running',
    lesson: { part: 3, measuring: false, startsThen: false },
  });
});

test('a part chosen anew does not start because Start was pressed for another', async () => {
  const lab = await opened(lessonLinkOf(LESSON));
  const measured = heldSeconds();
  void lab.lessons.choosePart(3);
  await settle();
  lab.lessons.startWhenSized();
  void lab.lessons.choosePart(4);
  await settle();
  measured();
  await settle();
  expect(lab.state).toMatchObject({ phase: 'idle', lesson: { part: 4, startsThen: false } });
});

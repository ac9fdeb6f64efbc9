import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Lab } from '../../../../src/lab/lab.ts';
import { linkOf } from '../../../../src/lab/files/link.ts';
import { ownDraft } from '../../../../src/lab/experiments/selection.ts';
import type { Disk } from '../../../../src/lab/storage/disk.ts';
import { DirectAnalyst } from '../../../harness/lab/direct-analyst.ts';
import { MemoryDisk } from '../../../harness/lab/memory-disk.ts';
import { LONE_TAB } from '../../../harness/lab/lone-tab.ts';
import { ScriptedTrainer, SOFTWARE } from '../../../harness/lab/scripted-trainer.ts';
import { ScriptedVisitor } from '../../../harness/lab/scripted-visitor.ts';

const BASE = 'https://somewhere.example/';
const GPU = { ...SOFTWARE, name: 'a GPU', software: false };
const LINK = linkOf({ experiment: 'schedules', size: 'quick', draft: ownDraft('schedules', 'quick') });

let visitor: ScriptedVisitor;
let trainer: ScriptedTrainer;

beforeEach(() => {
  vi.useFakeTimers();
  visitor = new ScriptedVisitor();
  trainer = new ScriptedTrainer(GPU);
});
afterEach(() => {
  vi.useRealTimers();
});

function labOf(disk?: Disk): Lab {
  return new Lab(trainer, new DirectAnalyst(), BASE, disk, undefined, undefined, { visitor });
}

/** Opens the page at a link; without one, at the page's plain address. */
async function opened(fragment = '', lab = labOf()): Promise<Lab> {
  const opening = lab.open(() => void lab.visit(fragment, null));
  await vi.advanceTimersByTimeAsync(0);
  await opening;
  return lab;
}

/** Whether the sweep has started by itself after longer than the countdown lasts. */
async function startsByItself(lab: Lab): Promise<boolean> {
  await vi.advanceTimersByTimeAsync(10_000);
  return lab.state.phase === 'running';
}

test('a fresh page on a GPU counts down from 5 and starts', async () => {
  const lab = await opened();
  const seen = [lab.state.countdown];
  lab.subscribe(() => {
    if (seen.at(-1) !== lab.state.countdown) seen.push(lab.state.countdown);
  });
  await vi.advanceTimersByTimeAsync(4_999);
  expect(lab.state.phase).toBe('idle');
  await vi.advanceTimersByTimeAsync(1);
  expect(seen).toEqual([5, 4, 3, 2, 1, null]);
  expect(lab.state.phase).toBe('running');
  expect(trainer.plans).toHaveLength(1);
});

test('any action of the person cancels it for the rest of the visit', async () => {
  const lab = await opened();
  await vi.advanceTimersByTimeAsync(3_000);
  visitor.act();
  expect(lab.state.countdown).toBeNull();
  expect(await startsByItself(lab)).toBe(false);
  expect(visitor.listeners).toBe(0);
});

test('an action before the adapter is known prevents it', async () => {
  const lab = labOf();
  visitor.act();
  expect(await startsByItself(await opened('', lab))).toBe(false);
});

test('a person who wants calm gets no countdown, also from a link that asks for one', async () => {
  visitor.calm = true;
  expect((await opened()).state.countdown).toBeNull();
  visitor = new ScriptedVisitor();
  visitor.calm = true;
  expect(await startsByItself(await opened(`${LINK}&start=countdown`))).toBe(false);
});

test('a page in a hidden tab waits until the person sees it', async () => {
  visitor.hides();
  const lab = labOf();
  void lab.open();
  expect(await startsByItself(lab)).toBe(false);
  visitor.looks();
  await vi.advanceTimersByTimeAsync(0);
  expect(lab.state.countdown).toBe(5);
  expect(await startsByItself(lab)).toBe(true);
});

test('a software adapter does not start by itself', async () => {
  trainer = new ScriptedTrainer(SOFTWARE);
  expect(await startsByItself(await opened())).toBe(false);
});

test('without an adapter nothing counts down', async () => {
  trainer = new ScriptedTrainer({ kind: 'none', cause: 'no-adapter', detail: '' });
  expect((await opened()).state.countdown).toBeNull();
});

test('a link starts nothing unless it asks for it', async () => {
  expect(await startsByItself(await opened(LINK))).toBe(false);
});

test('the link of the default experiment starts nothing either', async () => {
  const lab = labOf();
  expect(await startsByItself(await opened(linkOf(lab.state), lab))).toBe(false);
});

test('a link that asks for it counts down first, on a software adapter too', async () => {
  trainer = new ScriptedTrainer(SOFTWARE);
  const lab = await opened(`${LINK}&start=countdown`);
  expect(lab.state).toMatchObject({ countdown: 5, phase: 'idle', experiment: 'schedules' });
  expect(await startsByItself(lab)).toBe(true);
});

test('a link that is refused starts nothing', async () => {
  expect(await startsByItself(await opened(`${LINK}&start=at-once`))).toBe(false);
  visitor = new ScriptedVisitor();
  expect(await startsByItself(await opened('#experiment=alchemy&start=countdown'))).toBe(false);
});

test('settings that are refused meanwhile, or another choice, cancel it', async () => {
  const lab = await opened();
  lab.edit({ ...lab.state.draft, widths: 'wide' });
  expect(lab.state.countdown).toBeNull();
});

test('nothing starts over an experiment of an earlier visit', async () => {
  const memory = new MemoryDisk(() => 1);
  const disk = {
    open: () => memory.open(1),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  };
  const first = await opened('', labOf(disk));
  expect(await startsByItself(first)).toBe(true);
  visitor = new ScriptedVisitor();
  const second = await opened('', labOf(disk));
  expect(second.state.number).toBe(1);
  expect(second.state.countdown).toBeNull();
});

test('a second tab starts nothing', async () => {
  const tabLock = { ...LONE_TAB, acquire: async () => false };
  const memory = new MemoryDisk(() => 1);
  const disk = { open: () => memory.open(1), askToStay: () => {}, storageUse: async () => null, tabLock };
  expect(await startsByItself(await opened('', labOf(disk)))).toBe(false);
});

test('a lab that nobody watches never starts by itself', async () => {
  const lab = new Lab(trainer, new DirectAnalyst(), BASE);
  await lab.open();
  expect(await startsByItself(lab)).toBe(false);
});

import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { beforeEach, expect, test, vi } from 'vitest';
import { ownDraft } from '../../../src/lab/experiments/selection.ts';
import { EXPERIMENT_IDS } from '../../../src/lab/experiments/presets.ts';
import { linkOf } from '../../../src/lab/files/link.ts';
import { Lab } from '../../../src/lab/lab.ts';
import type { Disk } from '../../../src/lab/storage/disk.ts';
import { followAddress } from '../../../src/page/kit/link/address-bar.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { LONE_TAB } from '../../harness/lab/lone-tab.ts';
import { ScriptedAnalyst } from '../../harness/lab/scripted-analyst.ts';
import { ScriptedTrainer, SOFTWARE } from '../../harness/lab/scripted-trainer.ts';
import { ScriptedWindow } from '../../harness/page/scripted-window.ts';

const BASE = 'https://somewhere.example/';
const PATIENCE = { interval: 1, timeout: 30_000 };
const DEPTH = linkOf({ experiment: 'depth', size: 'quick', draft: ownDraft('depth', 'quick') });

let memory: MemoryDisk;
let lab: Lab;
let view: ScriptedWindow;

beforeEach(async () => {
  memory = new MemoryDisk(() => 1);
  await load(new ScriptedWindow());
});

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Loads the page in a window, on the disk of the test. */
async function load(window: ScriptedWindow): Promise<void> {
  const disk: Disk = {
    open: () => memory.open(1),
    askToStay: () => {},
    storageUse: async () => null,
    tabLock: LONE_TAB,
  };
  const trainer = new ScriptedTrainer({ ...SOFTWARE, software: false });
  lab = new Lab(trainer, new ScriptedAnalyst(), BASE, disk);
  await lab.open();
  view = window;
  followAddress(lab, window);
  await settled();
}

async function go(by: number): Promise<void> {
  view.go(by);
  await settled();
}

/** Trains the shown experiment to its end, one run after another, without results. */
async function stopAtOnce(): Promise<void> {
  void lab.start();
  await vi.waitFor(() => expect(lab.state.phase).toBe('running'), PATIENCE);
  await lab.stop();
  await vi.waitFor(() => expect(lab.state.phase).toBe('ended'), PATIENCE);
  await settled();
}

const address = (): string => view.location.hash;

test('before anything is chosen the address has no fragment', () => {
  expect(address()).toBe('');
});

test('what is chosen is in the address, and back and forward go through it', async () => {
  lab.choose('depth', 'quick');
  await settled();
  expect(address()).toBe(DEPTH);
  lab.choose('grid', 'full');
  await settled();
  await go(-1);
  expect(lab.state).toMatchObject({ experiment: 'depth', shown: 'depth', size: 'quick' });
  await go(-1);
  expect(lab.state).toMatchObject({ experiment: 'widths', size: 'full', chosen: false });
  expect(address()).toBe('');
  await go(2);
  expect(lab.state).toMatchObject({ experiment: 'grid', size: 'full' });
});

test('an edit changes the address of its place, and a refused one empties it', async () => {
  lab.choose('depth', 'quick');
  await settled();
  const { length } = view;
  lab.edit({ ...lab.state.draft, tokens: '204800' });
  await settled();
  expect(address()).toContain('tokens=204800');
  lab.edit({ ...lab.state.draft, tokens: 'many' });
  await settled();
  expect(address()).toBe('');
  lab.edit({ ...lab.state.draft, tokens: '409600' });
  await settled();
  expect(address()).toContain('tokens=409600');
  expect(view.length).toBe(length);
});

test('a started experiment is in the address, and nothing leaves it while it trains', async () => {
  lab.choose('depth', 'quick');
  await settled();
  lab.choose('grid', 'quick');
  await settled();
  void lab.start();
  await vi.waitFor(() => expect(lab.state.phase).toBe('running'), PATIENCE);
  const link = address();
  expect(link).toBe(linkOf(lab.state));
  await go(-1);
  expect(lab.state).toMatchObject({ experiment: 'grid', phase: 'running' });
  expect(address()).toBe(link);
  await lab.stop();
});

test('an experiment that is opened from the history is in the address; back shows the results before it', async () => {
  await stopAtOnce();
  const first = lab.state.number ?? 0;
  lab.choose('depth', 'quick');
  await settled();
  await stopAtOnce();
  await lab.openSaved(first);
  expect(address()).toBe(linkOf({ ...lab.state, experiment: 'widths' }));
  await go(-1);
  expect(lab.state).toMatchObject({ shown: 'depth', phase: 'ended', number: first + 1 });
  expect(address()).toBe(DEPTH);
});

test('a page that is loaded again shows what its address shows, with its results', async () => {
  await stopAtOnce();
  const first = lab.state.number ?? 0;
  lab.choose('depth', 'quick');
  await settled();
  await stopAtOnce();
  await lab.openSaved(first);
  const link = address();
  await load(view.reloaded());
  expect(lab.state).toMatchObject({ shown: 'widths', phase: 'ended', number: first });
  expect(address()).toBe(link);
  expect(lab.state.notice).toBeNull();
});

test('if the shown experiment is removed, the address is that of the one shown instead', async () => {
  await stopAtOnce();
  lab.choose('depth', 'quick');
  await settled();
  await stopAtOnce();
  await lab.removeSaved([lab.state.number ?? 0]);
  expect(lab.state.shown).toBe('widths');
  expect(address()).toBe(linkOf(lab.state));
  await lab.history.undo();
  expect(address()).toBe(linkOf(lab.state));
});

test('a link in the address is taken when the page loads and when a person changes it', async () => {
  await load(new ScriptedWindow(DEPTH));
  expect(lab.state).toMatchObject({ experiment: 'depth', size: 'quick' });
  view.follow('#experiment=grid&size=quick');
  await settled();
  expect(lab.state).toMatchObject({ experiment: 'grid', size: 'quick' });
  expect(address()).toBe(linkOf(lab.state));
});

test('the benchmark has a place of its own, and back shows the experiment as it was', async () => {
  lab.choose('depth', 'quick');
  await settled();
  lab.edit({ ...lab.state.draft, tokens: '409600' });
  await settled();
  const edited = address();
  lab.benchmark.show();
  await settled();
  expect(address()).toBe('#benchmark');
  await go(-1);
  expect(address()).toBe(edited);
  expect(lab.state).toMatchObject({ benchmark: null, experiment: 'depth', draft: { tokens: '409600' } });
  await go(1);
  expect(lab.state.benchmark).toEqual({ link: '#benchmark', measures: false });
  lab.benchmark.leave();
  await settled();
  expect(address()).toBe(edited);
});

test('a link to a result of the benchmark stays in the address', async () => {
  await load(new ScriptedWindow('#benchmark=LB1abc'));
  expect(lab.state.benchmark?.link).toBe('#benchmark=LB1abc');
  expect(address()).toBe('#benchmark=LB1abc');
  expect(lab.state.notice).toBeNull();
});

test('a bad link is refused in words and leaves the address', async () => {
  lab.choose('depth', 'quick');
  await settled();
  view.follow('#experiment=nothing');
  await settled();
  expect(lab.state.notice?.refused).toBe(true);
  expect(lab.state.experiment).toBe('depth');
  expect(address()).toBe(DEPTH);
});

test('a browser that refuses to change the address changes nothing else', async () => {
  view.history.pushState = () => {
    throw new Error('too often');
  };
  lab.choose('depth', 'quick');
  await settled();
  lab.choose('grid', 'quick');
  await settled();
  expect(lab.state.experiment).toBe('grid');
});

test('whatever a person does, the address is the link of what is shown, or has no fragment', async () => {
  const random = xoroshiro128plus(20_261_129);
  const upTo = (most: number): number => uniformInt(random, 0, most);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[upTo(items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  const acts: (() => unknown)[] = [
    () => lab.choose(pick(EXPERIMENT_IDS), pick(['full', 'quick'] as const)),
    () => lab.choose(pick(EXPERIMENT_IDS), pick(['full', 'quick'] as const)),
    () => lab.edit({ ...lab.state.draft, tokens: pick(['204,800', '409600', 'many']) }),
    () => (lab.state.phase === 'running' ? lab.stop() : lab.start()),
    () => lab.openSaved(1 + upTo(5)),
    () => lab.removeSaved([1 + upTo(9)]),
    () => lab.history.undo(),
    () => go(-1 - upTo(1)),
    () => go(1 + upTo(1)),
    () => view.follow(pick([DEPTH, '#experiment=data', '#experiment=nonsense', '#benchmark', ''])),
    () => lab.benchmark.show(),
    () => lab.benchmark.leave(),
  ];
  for (let move = 0; move < 300; move++) {
    const act = pick(acts);
    void act();
    await settled();
    const { benchmark, chosen, refusals } = lab.state;
    const own = chosen && Object.keys(refusals).length === 0 ? linkOf(lab.state) : '';
    const shown = benchmark === null ? own : '#benchmark';
    expect(address(), `after move ${move}: ${String(act)}`).toBe(shown);
  }
});

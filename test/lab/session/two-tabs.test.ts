import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterEach, expect, test, vi } from 'vitest';
import { BrowserTabLock } from '../../../src/lab/session/tab-lock.ts';
import { Lab } from '../../../src/lab/lab.ts';
import { QUICK_SWEEP } from '../../../src/lab/plan/recipe.ts';
import { draftOf } from '../../../src/lab/plan/sweep-settings.ts';
import { ScriptedAnalyst } from '../../harness/lab/scripted-analyst.ts';
import { MemoryDisk } from '../../harness/lab/memory-disk.ts';
import { ScriptedBrowser } from '../../harness/lab/scripted-browser.ts';
import { ScriptedTrainer } from '../../harness/lab/scripted-trainer.ts';

const SEED = 20_261_126;
const INTERLEAVINGS = 25;
const MOVES = 40;
const MOST_TABS = 3;

const SMALL = { ...draftOf(QUICK_SWEEP), widths: '12, 16', tokens: '204800' };

interface Tab {
  id: number;
  lab: Lab;
  trainer: ScriptedTrainer;
}

afterEach(() => vi.unstubAllGlobals());

/** Some tabs of one browser with one disk. A random generator chooses their actions. */
class Interleaving {
  readonly browser = new ScriptedBrowser();
  readonly disk = new MemoryDisk(() => this.browser.holder);
  readonly tabs: Tab[] = [];
  readonly #random;
  #opened = 0;

  constructor(seed: number) {
    this.#random = xoroshiro128plus(seed);
  }

  async move(): Promise<void> {
    const moves = [
      () => this.#open(),
      () => this.#close(),
      () => this.#start(),
      () => this.#train(),
      () => this.#train(),
      () => this.#train(),
      () => this.#disturb(),
      () => this.#any()?.lab.useThisTab(),
    ];
    moves[this.#upTo(moves.length - 1)]?.();
    for (let ticks = this.#upTo(30); ticks > 0; ticks--) await Promise.resolve();
    if (this.#upTo(3) === 0) await settled();
  }

  /** The tab that trains. */
  get writer(): Tab | undefined {
    return this.tabs.find(({ id }) => id === this.browser.holder);
  }

  #open(): void {
    if (this.tabs.length === MOST_TABS) return;
    const id = ++this.#opened;
    this.browser.enter(id);
    const trainer = new SavingTrainer();
    const disk = {
      open: () => this.disk.open(id),
      askToStay: () => {},
      storageUse: async () => null,
      tabLock: new BrowserTabLock(),
    };
    const lab = new Lab(trainer, new ScriptedAnalyst(), 'https://somewhere.example/', disk);
    this.tabs.push({ id, lab, trainer });
    void lab.open();
  }

  #close(): void {
    const [closed] = this.tabs.splice(this.#upTo(Math.max(0, this.tabs.length - 1)), 1);
    if (closed === undefined) return;
    this.disk.close(closed.id);
    this.browser.leave(closed.id);
  }

  /** Starts or resumes an experiment in any tab. */
  #start(): void {
    const lab = this.#any()?.lab;
    if (lab?.state.draft.tokens !== SMALL.tokens) lab?.edit(SMALL);
    void (this.#upTo(1) === 0 ? lab?.start() : lab?.resumeSaved());
  }

  /** Lets a trainer report an event of its run. */
  #train(): void {
    const tab = this.#any();
    if (
      tab === undefined ||
      !tab.lab.state.runs.some(({ state }) => state === 'loading' || state === 'training')
    )
      return;
    const { trainer } = tab;
    if (trainer.plans.length === 0) return;
    const acts = [
      () => trainer.start(),
      () => trainer.advance(1, 4),
      () => trainer.keep(),
      () => trainer.finish(3),
      () => trainer.fail('it broke'),
    ];
    acts[this.#upTo(acts.length - 1)]?.();
  }

  /** Does one of a person's actions in any tab. */
  #disturb(): void {
    const lab = this.#any()?.lab;
    const [run] = lab?.state.runs ?? [];
    if (run !== undefined) lab?.setFitted(run.plan.id, !run.fitted);
    if (this.#upTo(2) === 0) void lab?.stop();
  }

  #any(): Tab | undefined {
    return this.tabs[this.#upTo(Math.max(0, this.tabs.length - 1))];
  }

  #upTo(most: number): number {
    return uniformInt(this.#random, 0, most);
  }
}

/** A trainer that saves its run when it is paused, as the engine does. */
class SavingTrainer extends ScriptedTrainer {
  override async pause(): Promise<void> {
    this.keep();
  }
}

/** Settles when nothing continues by itself any more. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

test('at any time at most one tab writes, and only the tab that has the lock', async () => {
  let writes = 0;
  let writers = 0;
  for (let i = 0; i < INTERLEAVINGS; i++) {
    const tabs = new Interleaving(SEED + i);
    for (let move = 0; move < MOVES; move++) await tabs.move();
    await settled();
    const at = `interleaving ${SEED + i}`;
    expect(tabs.disk.broken, at).toEqual([]);
    // One tab has the lock as soon as any tab is open, and the others only show what it saves.
    expect(
      tabs.tabs.filter(({ lab }) => lab.state.otherTab === null).map(({ id }) => id),
      at,
    ).toEqual(tabs.writer === undefined ? [] : [tabs.writer.id]);
    expect(tabs.writer === undefined, at).toBe(tabs.tabs.length === 0);
    writes += tabs.disk.writes.length;
    writers += new Set(tabs.disk.writes).size;
  }
  expect(writes).toBeGreaterThan(INTERLEAVINGS);
  // In most interleavings several tabs have written, one after another.
  expect(writers).toBeGreaterThan(INTERLEAVINGS);
});

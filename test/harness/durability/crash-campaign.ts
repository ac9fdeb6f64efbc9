// Crashes pages and GPU processes at seeded moments and compares what was saved. Runs in a real browser.
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Page } from 'playwright';
import { fillSettings } from '../page/site.ts';
import { savedRuns, type SavedRunReport } from './saved-runs.ts';
import type { Death, MortalBrowser } from '../browser/mortal-browser.ts';

declare global {
  interface Window {
    /** The page calls it when a run has finished. */
    saidFinished: (name: string) => void;
  }
}

/**
 * Small runs, so that crashes happen in every part of a run: loading, training, evaluating, writing, between two
 * runs.
 */
const SWEEP = {
  widths: '8, 12, 16, 20, 24, 28, 32, 36',
  context: '16',
  batch: '8',
  tokens: '19200',
  lanes: '2',
};
const RUNS = 8;

/** The time limit of a sweep, on a software adapter that other processes may use too. */
const SWEEP_MILLISECONDS = 900_000;

/** The longest time between the start of training and a crash. */
const LIFE_MILLISECONDS = 9_000;

/** The result of the campaign. */
export interface CampaignReport {
  deaths: Record<Death, number>;
  gpuCrashes: number;
  /** Losses that the page reported. It does not notice a crash between two runs. */
  gpuLossesSaid: number;
  /** Sweeps that ended. */
  sweeps: number;
  /** Finished runs that were looked for, summed over all crashes. */
  finishedLookedFor: number;
  /** Finished runs that were missing or had other bits. */
  lost: string[];
  checkpointsRead: number;
  torn: string[];
  /** Runs that ended after crashes; `differing` are those with other bits than the run without crashes. */
  compared: number;
  differing: string[];
}

/** Trains sweeps in a browser, crashes it at moments drawn from a seed, and checks what was saved. */
export class CrashCampaign {
  readonly report: CampaignReport = {
    deaths: { 'page crashed': 0, 'tab closed': 0, 'browser killed': 0 },
    gpuCrashes: 0,
    gpuLossesSaid: 0,
    sweeps: 0,
    finishedLookedFor: 0,
    lost: [],
    checkpointsRead: 0,
    torn: [],
    compared: 0,
    differing: [],
  };
  readonly #random;
  /** The hash of each width's run in a sweep without crashes. */
  readonly #straight = new Map<string, string>();
  /** The hash of every run that was found finished. */
  readonly #finished = new Map<string, string>();
  /** The names of runs that the page reported as finished in the current sweep. */
  readonly #said = new Set<string>();

  constructor(
    private readonly browser: MortalBrowser,
    private readonly address: string,
    seed: number,
  ) {
    this.#random = xoroshiro128plus(seed);
  }

  /** Trains a sweep without crashes; the other sweeps are compared with it. */
  async trainStraight(): Promise<void> {
    const page = await this.#open();
    await fillSettings(page, SWEEP);
    await page.getByRole('button', { name: 'Start' }).click();
    await this.#end(page);
    for (const { label, hash } of await this.#look()) this.#straight.set(label, hash);
    if (this.#straight.size !== RUNS)
      throw new Error(`${this.#straight.size} of ${RUNS} runs finished without crashes`);
    await this.browser.die('tab closed');
  }

  /** Ends the page `crashes` times. When a sweep ends between two crashes, the next sweep starts. */
  async crashPages(crashes: number): Promise<void> {
    for (let i = 0; i < crashes; i++) {
      const page = await this.#open();
      await this.#look();
      await this.#goOn(page);
      await this.#live(page);
      const death = this.#draw<Death>(['page crashed', 'page crashed', 'tab closed', 'browser killed']);
      await this.browser.die(death);
      this.report.deaths[death] += 1;
    }
    const page = await this.#open();
    await this.#look();
    if (await page.getByRole('button', { name: 'Resume' }).isVisible()) await this.#goOn(page);
    await this.#end(page);
    await this.#look();
    await this.browser.die('tab closed');
  }

  /** Crashes the GPU process several times in one sweep, with progress saved between the crashes. */
  async crashGpus(crashes: number): Promise<void> {
    const page = await this.#open();
    await this.#goOn(page);
    for (let i = 0; i < crashes; i++) {
      const before = await this.#progress();
      await this.#saveBeyond(page, before);
      await page.waitForTimeout(this.#upTo(1_000));
      await this.browser.crashGpu();
      this.report.gpuCrashes += 1;
    }
    await this.#end(page);
    const said = await page.getByText('The GPU was lost').innerText();
    this.report.gpuLossesSaid = Number(/lost (\d+) times/.exec(said)?.[1] ?? 1);
    await this.#look();
    await this.browser.die('tab closed');
  }

  async #open(): Promise<Page> {
    const page = await this.browser.open(this.address, async (fresh) => {
      await fresh.exposeFunction('saidFinished', (name: string) => this.#said.add(name));
      await fresh.addInitScript(tellFinished);
    });
    await page.getByText('No GPU here').waitFor();
    return page;
  }

  /** Resumes the sweep that was interrupted, or starts another one. */
  async #goOn(page: Page): Promise<void> {
    const resume = page.getByRole('button', { name: 'Resume' });
    if (await resume.isVisible()) return resume.click();
    this.#said.clear();
    await page.getByRole('button', { name: 'Start again' }).click();
    this.report.sweeps += 1;
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    this.#said.clear();
  }

  /** Trains for some time, with pauses. Each pause saves a checkpoint, and the crash may follow it directly. */
  async #live(page: Page): Promise<void> {
    await page.waitForTimeout(this.#upTo(LIFE_MILLISECONDS));
    if (this.#upTo(4) === 0) return;
    const pause = page.getByRole('button', { name: 'Pause' });
    if (!(await pause.isVisible())) return;
    await pause.click();
    await page.waitForTimeout(this.#upTo(150));
    if (this.#upTo(1) === 0) return;
    await page.getByRole('button', { name: 'Resume' }).click();
    await page.waitForTimeout(this.#upTo(LIFE_MILLISECONDS / 3));
  }

  /** Waits until a pause has saved more progress than the disk had. */
  async #saveBeyond(page: Page, before: number): Promise<void> {
    while ((await this.#progress()) <= before) {
      await page
        .getByText(/training, step [1-9]/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.waitForTimeout(500);
      await page.getByRole('button', { name: 'Resume' }).click();
    }
  }

  /** A number that grows whenever something of the current sweep is saved. */
  async #progress(): Promise<number> {
    const runs = latest(await savedRuns(this.browser.page));
    return runs.reduce((sum, { state, checkpoint }) => sum + (state === 'finished' ? 1e6 : checkpoint), 0);
  }

  async #end(page: Page): Promise<void> {
    await page.getByText(`Ended: ${RUNS} of ${RUNS} finished`).waitFor({ timeout: SWEEP_MILLISECONDS });
  }

  /** Compares what is on disk with everything that is known. */
  async #look(): Promise<SavedRunReport[]> {
    const runs = await savedRuns(this.browser.page);
    const hashes = new Map(runs.map(({ id, hash }) => [id, hash]));
    for (const [id, hash] of this.#finished) if (hashes.get(id) !== hash) this.report.lost.push(id);
    const sweep = latest(runs);
    for (const name of this.#said) {
      const run = sweep.find(({ label }) => label === `d ${name}`);
      if (run?.state !== 'finished')
        this.report.lost.push(`${run?.id ?? name}, which the page said finished`);
    }
    this.report.finishedLookedFor += this.#finished.size + this.#said.size;
    for (const { id, label, state, hash, checkpoint, torn } of runs) {
      if (checkpoint > 0) this.report.checkpointsRead += 1;
      if (torn !== '') this.report.torn.push(`${id}: ${torn}`);
      if (state !== 'finished' || this.#finished.has(id)) continue;
      this.#finished.set(id, hash);
      if (this.#straight.size === 0) continue;
      this.report.compared += 1;
      if (hash !== this.#straight.get(label)) this.report.differing.push(id);
    }
    return sweep;
  }

  #upTo(most: number): number {
    return uniformInt(this.#random, 0, Math.floor(most));
  }

  #draw<T>(options: readonly [T, ...T[]]): T {
    return options[this.#upTo(options.length - 1)] ?? options[0];
  }
}

/** The runs of the newest sweep; their ids begin with its number. */
function latest(runs: readonly SavedRunReport[]): SavedRunReport[] {
  const sweepOf = ({ id }: SavedRunReport): number => Number(/^sweep(\d+)/.exec(id)?.[1]);
  const last = Math.max(...runs.map(sweepOf));
  return runs.filter((run) => sweepOf(run) === last);
}

/** Runs in the page: calls `saidFinished` as soon as the page shows that a run has finished. */
function tellFinished(): void {
  const told = new Set<string>();
  setInterval(() => {
    const app = document.querySelector('loglog-app');
    const rows = app?.shadowRoot?.querySelector('run-table')?.shadowRoot?.querySelectorAll('tr.run') ?? [];
    for (const row of rows) {
      const name = row.querySelector('th')?.textContent.trim() ?? '';
      const finished = row.classList.contains('finished');
      if (!finished) told.delete(name);
      else if (!told.has(name)) {
        told.add(name);
        window.saidFinished(name);
      }
    }
  }, 20);
}

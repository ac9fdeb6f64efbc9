import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Page } from 'playwright';
import { fillSettings } from '../page/site.ts';
import { savedRuns, type SavedRunReport } from './saved-runs.ts';
import type { Death, MortalBrowser } from '../browser/mortal-browser.ts';

declare global {
  interface Window {
    /** Called by the page when it says that a run has finished. */
    saidFinished: (name: string) => void;
  }
}

/** Small runs, so that crashes happen in every part of a run and between runs. */
const SWEEP = {
  widths: '8, 12, 16, 20, 24, 28, 32, 36',
  context: '16',
  batch: '8',
  tokens: '19200',
  lanes: '2',
};
const RUNS = 8;

/** Most time of a sweep on a software adapter of a busy machine. */
const SWEEP_MILLISECONDS = 900_000;

/** Most time from the start of training to the next crash. */
const LIFE_MILLISECONDS = 9_000;

/** The counts of a campaign. */
export interface CampaignReport {
  deaths: Record<Death, number>;
  gpuCrashes: number;
  /** Losses of the GPU that the page reports; it misses those between two runs. */
  gpuLossesSaid: number;
  /** Sweeps that ran to their end. */
  sweeps: number;
  /** Checks after a crash that a finished run is still there. */
  finishedLookedFor: number;
  /** Of these, runs that were missing or had other losses. */
  lost: string[];
  checkpointsRead: number;
  damaged: string[];
  /** Runs that finished despite crashes, and those among them whose losses differ from the undisturbed run. */
  compared: number;
  differing: string[];
}

/** Trains sweeps in a browser that crashes at random moments, and checks what is saved. */
export class CrashCampaign {
  readonly report: CampaignReport = {
    deaths: { 'page crashed': 0, 'tab closed': 0, 'browser killed': 0 },
    gpuCrashes: 0,
    gpuLossesSaid: 0,
    sweeps: 0,
    finishedLookedFor: 0,
    lost: [],
    checkpointsRead: 0,
    damaged: [],
    compared: 0,
    differing: [],
  };
  readonly #random;
  /** Hash of each width's run in an undisturbed sweep. */
  readonly #undisturbed = new Map<string, string>();
  /** Hash of every run found finished. */
  readonly #finished = new Map<string, string>();
  /** Names of the runs of the current sweep that the page said were finished. */
  readonly #said = new Set<string>();

  constructor(
    private readonly browser: MortalBrowser,
    private readonly address: string,
    seed: number,
  ) {
    this.#random = xoroshiro128plus(seed);
  }

  /** Trains a sweep without crashes, with which the others are compared. */
  async trainUndisturbed(): Promise<void> {
    const page = await this.#open();
    await fillSettings(page, SWEEP);
    await page.getByRole('button', { name: 'Start' }).click();
    await this.#end(page);
    for (const { label, hash } of await this.#check()) this.#undisturbed.set(label, hash);
    if (this.#undisturbed.size !== RUNS)
      throw new Error(`${this.#undisturbed.size} of ${RUNS} runs finished undisturbed`);
    await this.browser.die('tab closed');
  }

  /** Crashes the page a number of times at random moments. A new sweep follows each that ends. */
  async crashPages(crashes: number): Promise<void> {
    for (let i = 0; i < crashes; i++) {
      const page = await this.#open();
      await this.#check();
      await this.#resumeOrStart(page);
      await this.#train(page);
      const death = this.#draw<Death>(['page crashed', 'page crashed', 'tab closed', 'browser killed']);
      await this.browser.die(death);
      this.report.deaths[death] += 1;
    }
    const page = await this.#open();
    await this.#check();
    if (await page.getByRole('button', { name: 'Resume' }).isVisible()) await this.#resumeOrStart(page);
    await this.#end(page);
    await this.#check();
    await this.browser.die('tab closed');
  }

  /** Crashes the GPU process a number of times in one sweep, with progress saved between. */
  async crashGpus(crashes: number): Promise<void> {
    const page = await this.#open();
    await this.#resumeOrStart(page);
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
    await this.#check();
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

  /** Resumes the unfinished sweep, or starts another one. */
  async #resumeOrStart(page: Page): Promise<void> {
    const resume = page.getByRole('button', { name: 'Resume' });
    if (await resume.isVisible()) return resume.click();
    this.#said.clear();
    await page.getByRole('button', { name: 'Start again' }).click();
    this.report.sweeps += 1;
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    this.#said.clear();
  }

  /** Lets the page train for a while, sometimes with a pause, which saves a checkpoint and may be the last event. */
  async #train(page: Page): Promise<void> {
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

  /** Pauses until more progress is saved than before. */
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

  /** A number that grows with every save of the current sweep. */
  async #progress(): Promise<number> {
    const runs = latest(await savedRuns(this.browser.page));
    return runs.reduce((sum, { state, checkpoint }) => sum + (state === 'finished' ? 1e6 : checkpoint), 0);
  }

  async #end(page: Page): Promise<void> {
    await page.getByText(`Ended: ${RUNS} of ${RUNS} finished`).waitFor({ timeout: SWEEP_MILLISECONDS });
  }

  /** Compares what is saved with everything known so far. */
  async #check(): Promise<SavedRunReport[]> {
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
    for (const { id, label, state, hash, checkpoint, damage } of runs) {
      if (checkpoint > 0) this.report.checkpointsRead += 1;
      if (damage !== '') this.report.damaged.push(`${id}: ${damage}`);
      if (state !== 'finished' || this.#finished.has(id)) continue;
      this.#finished.set(id, hash);
      if (this.#undisturbed.size === 0) continue;
      this.report.compared += 1;
      if (hash !== this.#undisturbed.get(label)) this.report.differing.push(id);
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

/** The runs of the latest sweep; ids start with its number. */
function latest(runs: readonly SavedRunReport[]): SavedRunReport[] {
  const sweepOf = ({ id }: SavedRunReport): number => Number(/^sweep(\d+)/.exec(id)?.[1]);
  const last = Math.max(...runs.map(sweepOf));
  return runs.filter((run) => sweepOf(run) === last);
}

/** Runs in the page: reports every run as soon as the page says that it has finished. */
function tellFinished(): void {
  const told = new Set<string>();
  setInterval(() => {
    const app = document.querySelector('loglog-app');
    const rows = app?.shadowRoot?.querySelector('run-table')?.shadowRoot?.querySelectorAll('tbody tr') ?? [];
    for (const row of rows) {
      const name = row.querySelector('th')?.textContent.trim() ?? '';
      const finished = row.querySelector('td.finished') !== null;
      if (!finished) told.delete(name);
      else if (!told.has(name)) {
        told.add(name);
        window.saidFinished(name);
      }
    }
  }, 20);
}

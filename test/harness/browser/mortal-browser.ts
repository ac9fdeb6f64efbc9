// A real Chromium with a profile on disk, which a test can crash and start again. Serves no page.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright';
import { launchOptions } from '../../../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../../../scripts/machine/find-browser.mjs';
import { PATIENCE, withoutRecordings } from '../page/site.ts';

const FLAGS = [
  '--no-sandbox',
  '--no-first-run',
  '--remote-debugging-port=0',
  // Otherwise the browser disables the GPU after a few crashes, or after a crash that a page caused.
  '--disable-gpu-process-crash-limit',
  '--disable-domain-blocking-for-3d-apis',
];

/** How a page can end unexpectedly. */
export type Death = 'page crashed' | 'tab closed' | 'browser killed';

/** A real browser with a profile on disk. The profile stays when pages or the browser end. */
export class MortalBrowser {
  #child: ChildProcess | undefined;
  #browser: Browser | undefined;
  #page: Page | undefined;

  private constructor(
    private readonly path: string,
    private readonly profile: string,
  ) {}

  static async make(): Promise<MortalBrowser> {
    return new MortalBrowser((await findBrowser()).path, await mkdtemp(join(tmpdir(), 'loglog-profile-')));
  }

  /** The open page. */
  get page(): Page {
    if (this.#page === undefined) throw new Error('no page is open');
    return this.#page;
  }

  /**
   * Opens the page, on which nothing starts by itself. Starts a browser if none runs.
   * @param prepare what to do with it before it loads
   */
  async open(address: string, prepare: (page: Page) => Promise<void>): Promise<Page> {
    this.#browser ??= await this.#start();
    const [context] = this.#browser.contexts();
    if (context === undefined) throw new Error('the browser has no profile');
    const page = await context.newPage();
    await page.setViewportSize({ width: 1280, height: 900 });
    page.setDefaultTimeout(PATIENCE.timeout);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await withoutRecordings(page);
    await prepare(page);
    await page.goto(address);
    this.#page = page;
    return page;
  }

  async die(death: Death): Promise<void> {
    const { page } = this;
    this.#page = undefined;
    switch (death) {
      case 'page crashed': {
        const session = await page.context().newCDPSession(page);
        const crashed = page.waitForEvent('crash');
        // The page ends before it can answer.
        session.send('Page.crash').catch(() => {});
        await crashed;
        return page.close();
      }
      case 'tab closed':
        return page.close();
      case 'browser killed':
        return this.#end('SIGKILL');
      default:
        throw new Error(`no such death: ${String(death satisfies never)}`);
    }
  }

  /** Ends the GPU process, and every device with it. Settles when the browser has started another one. */
  async crashGpu(): Promise<void> {
    const session = await this.#browser?.newBrowserCDPSession();
    if (session === undefined) throw new Error('no browser runs');
    const gpu = async (): Promise<number | undefined> => {
      const { processInfo } = await session.send('SystemInfo.getProcessInfo');
      return processInfo.find(({ type }) => type === 'GPU')?.id;
    };
    const before = await gpu();
    // The process may end before it answers.
    session.send('Browser.crashGpuProcess').catch(() => {});
    for (let now = before; now === before || now === undefined; now = await gpu()) await sleep(20);
    await session.detach();
  }

  /** Stops the processes of all pages and of the GPU for a while, like a computer that sleeps. */
  async sleep(milliseconds: number): Promise<void> {
    const session = await this.#browser?.newBrowserCDPSession();
    if (session === undefined) throw new Error('no browser runs');
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    await session.detach();
    const asleep = processInfo.filter(({ type }) => type === 'renderer' || type === 'GPU');
    for (const { id } of asleep) process.kill(id, 'SIGSTOP');
    await sleep(milliseconds);
    for (const { id } of asleep) process.kill(id, 'SIGCONT');
  }

  async close(): Promise<void> {
    await this.#end('SIGTERM');
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #start(): Promise<Browser> {
    const args = [...(launchOptions(this.path).args ?? []), ...FLAGS, `--user-data-dir=${this.profile}`];
    const child = spawn(this.path, [...args, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    return chromium.connectOverCDP(await addressOf(child), { noDefaults: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = this.#browser = this.#page = undefined;
    if (child === undefined) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
}

/** The address of DevTools, from what the browser prints when it starts. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`the browser ended at once: ${said}`)));
  });
}

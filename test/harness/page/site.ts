// A development server and a browser, opened on the page, for one test file. Builds nothing and keeps no profile.
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { createServer, type ViteDevServer } from 'vite';
import { launchOptions } from '../../../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../../../scripts/machine/find-browser.mjs';

/** A name for this machine that, unlike `localhost`, is not a secure context over http. */
export const OTHER_MACHINE = 'loglog.test';

/** How long to wait for something that must happen, because the machine may be busy. No test checks the time. */
export const PATIENCE = { timeout: 90_000 };

/** What a person sees first is enough to tell why a test waits in vain. */
const LINES_OF_A_PAGE = 80;

const SWEEP_OF_A_PAGE = `(({ phase, adapter, failure, stopReason, storageError, refusals, tooLarge, otherTab }) =>
  JSON.stringify({ phase, adapter, failure, stopReason, storageError, refusals, tooLarge, otherTab }))(
  document.querySelector('loglog-app').lab.state)`;

export interface SiteOptions {
  adapter?: 'software' | 'hardware' | 'none';
  /** More arguments of the browser. */
  flags?: string[];
}

/** The page from a development server, in a browser of its own. */
export class Site {
  /** Those that are open. */
  static readonly all = new Set<Site>();

  private constructor(
    private readonly server: ViteDevServer,
    private readonly browser: Browser,
    private readonly port: number,
  ) {}

  static async open({ adapter = 'software', flags = [] }: SiteOptions = {}): Promise<Site> {
    const server = await createServer({
      root: fileURLToPath(new URL('../../..', import.meta.url)),
      logLevel: 'error',
      // Edits during a test do not change the page.
      server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, allowedHosts: [OTHER_MACHINE] },
    });
    await server.listen();
    const address = server.httpServer?.address();
    if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
    const { args, ...options } = launchOptions((await findBrowser()).path, adapter);
    const browser = await chromium.launch({
      ...options,
      args: [...args, ...flags, `--host-resolver-rules=MAP ${OTHER_MACHINE} 127.0.0.1`],
    });
    const site = new Site(server, browser, address.port);
    Site.all.add(site);
    return site;
  }

  /**
   * A fresh page on which nothing has happened, and nothing starts by itself: without recorded sweeps, for a person who wants
   * reduced motion. It has loaded what stands below its first screen, as after a scroll.
   * @param prepare what to do with it before it loads
   */
  async visit(
    options: BrowserContextOptions = {},
    host = 'localhost',
    prepare: (page: Page) => Promise<void> = async () => {},
  ): Promise<Page> {
    const calm: BrowserContextOptions = { reducedMotion: 'reduce' };
    const page = await this.meet({ ...calm, ...options }, host, async (fresh) => {
      await withoutRecordings(fresh);
      await prepare(fresh);
    });
    await page.evaluate(`dispatchEvent(new Event('scroll'))`);
    return page;
  }

  /** A fresh page as a person meets it: with recorded sweeps, and a countdown if the adapter is a GPU. */
  async meet(
    options: BrowserContextOptions = {},
    host = 'localhost',
    prepare: (page: Page) => Promise<void> = async () => {},
    fragment = '',
  ): Promise<Page> {
    const page = await this.browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    page.setDefaultTimeout(PATIENCE.timeout);
    await prepare(page);
    await page.goto(this.address(fragment, host));
    return page;
  }

  /** The address of a served file. */
  address(file: string, host = 'localhost'): string {
    return `http://${host}:${this.port}/${file}`;
  }

  /** What each of its pages shows, and where its sweep stands. */
  async told(): Promise<string[]> {
    return Promise.all(this.browser.contexts().flatMap((context) => context.pages().map(told)));
  }

  async close(): Promise<void> {
    Site.all.delete(this);
    await this.browser.close();
    await this.server.close();
  }
}

async function told(page: Page): Promise<string> {
  const state = await page.evaluate<string>(SWEEP_OF_A_PAGE).catch(String);
  const shown = await page.locator('body').ariaSnapshot({ timeout: 5000 }).catch(String);
  return [page.url(), state, ...shown.split('\n').slice(0, LINES_OF_A_PAGE)].join('\n');
}

/** The panels of the page by their headings. */
export const PANELS = [
  'Experiment',
  'Settings',
  'Files and links',
  'History',
  'Class',
  'Calculator',
  'Glossary',
  'What trains',
] as const;

export type Panel = (typeof PANELS)[number];

/** The buttons of the bar that open panels; the menu has those of the others. */
const IN_BAR: Partial<Record<Panel, RegExp>> = {
  Experiment: /^Experiment: /,
  History: /^History$/,
  Class: /^Class$/,
  Calculator: /^Calculator$/,
  'What trains': /^Adapter: /,
};

/** Opens a panel, after it has closed another one. */
export async function openPanel(page: Page, panel: Panel): Promise<void> {
  if (await page.getByRole('dialog', { name: panel, exact: true }).isVisible()) return;
  await closePanel(page);
  const inBar = IN_BAR[panel];
  const bar = page.locator('app-bar');
  const button =
    inBar === undefined
      ? null
      : bar.locator('header > button, nav > button').and(bar.getByRole('button', { name: inBar }));
  if (button !== null && (await button.isVisible())) await button.click();
  else {
    await bar.getByRole('button', { name: 'Menu', exact: true }).click();
    await bar.locator('page-menu').getByRole('button', { name: panel, exact: true }).click();
  }
  await page.getByRole('dialog', { name: panel, exact: true }).waitFor();
}

/** Closes the panel that is open, if one is. */
export async function closePanel(page: Page): Promise<void> {
  const open = page.locator('dialog[open]');
  if ((await open.count()) === 0) return;
  await open.getByRole('button', { name: 'Close', exact: true }).click();
  await open.waitFor({ state: 'detached' });
}

/** Shows a tab of the details, by the keyboard: a fit that ends at this moment brings tabs that shift the others. */
export async function openTab(page: Page, title: string): Promise<void> {
  await page.getByRole('tab', { name: title, exact: true }).press('Enter');
}

/** Chooses an experiment by its title. */
export async function chooseExperiment(page: Page, title: string): Promise<void> {
  await openPanel(page, 'Experiment');
  await page
    .locator('experiment-picker li button')
    .filter({ has: page.getByText(title, { exact: true }) })
    .click();
}

/** Shows no recorded sweep on a page. Call before it loads. */
export async function withoutRecordings(page: Page): Promise<void> {
  await page.route(isRecording, (route) => route.abort());
}

/**
 * Whether an address is that of a recorded sweep: it is among the sources, or among the assets of a build. The module that names
 * its address has a query.
 */
function isRecording({ pathname, search }: URL): boolean {
  return search === '' && /\/(recorded\/sweeps|assets)\/[^/]+\.json$/.test(pathname);
}

/** Opens the settings and fills in fields by their names. The panel stays open. */
export async function typeSettings(page: Page, fields: Record<string, string>): Promise<void> {
  await openPanel(page, 'Settings');
  for (const [field, value] of Object.entries(fields))
    await page.locator(`settings-form #${field}`).fill(value);
}

/** Fills in settings by the names of their fields, and closes the panel. */
export async function fillSettings(page: Page, fields: Record<string, string>): Promise<void> {
  await typeSettings(page, fields);
  await closePanel(page);
}

/** A small sweep on the real text: three widths, enough for a fit, which learn too little to show a law. */
export const TINY_SWEEP = { widths: '12, 20, 32', context: '16', batch: '8', tokens: '7680' };

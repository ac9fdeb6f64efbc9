import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchOptions } from '../../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../../scripts/machine/find-browser.mjs';
import { BuiltSite } from '../harness/browser/built-site.ts';
import { lessonLinkOf } from '../../src/lab/class/lesson-link.ts';
import { violations } from '../harness/page/axe.ts';
import { closePanel, fillSettings, openPanel, PANELS, PATIENCE, TINY_SWEEP } from '../harness/page/site.ts';
import { TINY_LESSON } from '../harness/page/tiny-lesson.ts';

const SWEEP = { timeout: 300_000 };
const TWO_WIDTHS = { ...TINY_SWEEP, widths: '8, 12' };

let browser: Browser;
let site: BuiltSite;
let context: BrowserContext;

beforeAll(async () => {
  browser = await chromium.launch(launchOptions((await findBrowser()).path));
});
afterAll(() => browser.close());
beforeEach(async () => {
  site = await BuiltSite.open('/some/sub/path/');
  context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
});
afterEach(async () => {
  await context.close();
  await site.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const update = (page: Page) => page.locator('update-notice').getByRole('status');

/** A tab with the page, as soon as its adapter is known. */
async function open(): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE.timeout);
  await page.goto(site.address);
  await page.getByText('No GPU here').waitFor();
  return page;
}

async function train(page: Page): Promise<void> {
  await fillSettings(page, TWO_WIDTHS);
  await page
    .locator('sweep-controls')
    .getByRole('button', { name: /^Start/ })
    .click();
  await button(page, 'Stop').waitFor();
  await button(page, 'Start again').waitFor(SWEEP);
  expect(await page.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(2);
}

/** Waits until the page says that it and all its texts are kept. */
async function waitUntilKept(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      await openPanel(page, 'What trains');
      const line = (await page.locator('offline-line p').allTextContents()).join('');
      await closePanel(page);
      return line;
    }, PATIENCE)
    .toMatch(/^\s*Works offline now: this browser keeps the page and its texts, \d+\.\d MB\./);
}

/** The folder from which a page has its code. */
const version = (page: Page): Promise<string> =>
  page.evaluate(
    () => /(\w+)\/index-/.exec(document.querySelector('script[src]')?.getAttribute('src') ?? '')?.[1] ?? '',
  );

test('a browser can install the built page', async () => {
  const page = await open();
  const devTools = await context.newCDPSession(page);
  const { errors, data } = await devTools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  expect(JSON.parse(data ?? '')).toMatchObject({ short_name: 'Loglog', display: 'standalone' });
  const { installabilityErrors } = await devTools.send('Page.getInstallabilityErrors');
  // A context of a test is like a private window, from which no browser installs.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual(
    [],
  );
});

test('nothing is kept before the first step, and nothing stands in the way of it', async () => {
  const page = await open();
  const asked: string[] = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.reload();
  await page.getByText('No GPU here').waitFor();
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  expect(asked.filter((path) => path.endsWith('offline.js'))).toEqual([]);
  await train(page);
  await waitUntilKept(page);
  expect(asked.some((path) => path.endsWith('offline.js'))).toBe(true);
});

test('with the network cut after the first visit the page opens, trains, fits, and opens every panel', async () => {
  const page = await open();
  await train(page);
  await waitUntilKept(page);
  const files = await site.files();
  await context.setOffline(true);
  await site.stop();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));

  await page.goto(`${site.address}?present`);
  await page.getByRole('button', { name: /^Start/ }).waitFor();
  await page.goto(site.address);
  await page.getByText('No GPU here').waitFor();
  await train(page);
  await fillSettings(page, { ...TINY_SWEEP });
  await button(page, 'Start again').click();
  await button(page, 'Stop').waitFor();
  await button(page, 'Start again').waitFor(SWEEP);
  const fitted = `(({ failure, pending, whole }) => ({ failure, pending, fits: whole !== null }))(
    document.querySelector('loglog-app').lab.state.analysis)`;
  await expect
    .poll(() => page.evaluate<unknown>(fitted), PATIENCE)
    .toEqual({ failure: '', pending: null, fits: true });
  for (const panel of PANELS) {
    await openPanel(page, panel);
    expect(await page.getByText('could not be loaded').count()).toBe(0);
  }
  await closePanel(page);
  const missing = await page.evaluate(async (paths) => {
    const found = await Promise.all(
      paths.map((path) =>
        fetch(path).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );
    return paths.filter((_, i) => !found[i]);
  }, files);
  const [recordings, others] = [missing.filter(isRecording), missing.filter((path) => !isRecording(path))];
  expect(others).toEqual(['offline.js']);
  // There is room for the recording of a fresh page, and for most of the others.
  expect(recordings.length).toBeLessThan(files.filter(isRecording).length / 3);
  expect(recordings.some((path) => path.includes('/widths-'))).toBe(false);
  expect(problems).toEqual([]);
});

const isRecording = (path: string): boolean => /^assets\/[^/]+\.json$/.test(path);

test('without a network a lesson is followed, its part trained and sent, and its results are pooled', async () => {
  const first = await open();
  await waitUntilKeptByItself(first);
  await first.close();
  await context.setOffline(true);
  await site.stop();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE.timeout);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(`${site.address}${lessonLinkOf(TINY_LESSON, 7)}`);
  await page.getByText('Part 7 of 30: widths 12, 20, 32, seed 106').waitFor();
  await button(page, 'Start').click();
  await page.getByText('Ended: 3 of 3 finished.').waitFor(SWEEP);
  await button(page, 'Send results').click();
  await page.getByRole('img', { name: 'QR code of your results' }).waitFor();
  const text = await page.getByLabel('Text of your results').inputValue();
  await closePanel(page);

  await button(page, 'Menu').click();
  await button(page, 'Leave the lesson').click();
  await openPanel(page, 'Class');
  await page.getByRole('radio', { name: 'Results of the class' }).check();
  await page.locator('intake-box textarea').fill(text);
  await button(page, 'Take in').click();
  const pupils = page.getByRole('region', { name: 'Pupils' }).getByRole('rowheader');
  await expect.poll(() => pupils.count(), PATIENCE).toBe(1);
  expect(await page.getByText('could not be loaded').count()).toBe(0);
  expect(problems).toEqual([]);
});

test('a fresh tab without a network shows the recorded sweep', async () => {
  const page = await open();
  await waitUntilKeptByItself(page);
  await page.close();
  await context.setOffline(true);
  await site.stop();
  const again = await open();
  await again
    .getByText(/^Recorded on /)
    .first()
    .waitFor();
  expect(await again.locator('sweep-stage svg').count()).toBeGreaterThan(0);
});

/** The page keeps itself when nobody starts anything for a while. */
async function waitUntilKeptByItself(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await waitUntilKept(page);
}

test('a newer version interrupts no sweep, is told after it, and is used when a person asks', async () => {
  const first = await open();
  await train(first);
  await waitUntilKept(first);
  await first.reload();
  await first.getByText('No GPU here').waitFor();
  expect(await version(first)).toBe('assets');

  await fillSettings(first, { ...TWO_WIDTHS, tokens: '76,800' });
  await button(first, 'Start again').click();
  await button(first, 'Stop').waitFor();
  await site.replace('second');
  // As the browser does on its own, or another tab that is opened.
  await first.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
  await expect
    .poll(
      () =>
        first.evaluate(
          async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? 'none',
        ),
      PATIENCE,
    )
    .toBe('installed');
  expect(await button(first, 'Stop').isVisible()).toBe(true);
  expect(await update(first).textContent()).toBe('');
  // The server no longer has the code of this panel.
  await openPanel(first, 'Calculator');
  await first.locator('calculator-panel').getByRole('textbox').first().waitFor();
  expect(await first.getByText('could not be loaded').count()).toBe(0);
  await closePanel(first);

  // A second tab neither takes the version away nor says that it could.
  const second = await open();
  expect(await version(second)).toBe('assets');
  await second.close();

  await button(first, 'Start again').waitFor(SWEEP);
  expect(await first.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(2);
  await update(first).getByText('There is a new version of this page.').waitFor();
  for (const scheme of ['light', 'dark'] as const) expect(await violations(first, scheme)).toEqual([]);
  await update(first).getByRole('button').click();
  await expect.poll(() => version(first).catch(() => ''), PATIENCE).toBe('second');
  await expect
    .poll(() => first.getByRole('cell', { name: 'finished', exact: true }).count(), PATIENCE)
    .toBe(2);
});

test('a newer version is used by itself when all tabs of the page have been closed', async () => {
  const page = await open();
  await train(page);
  await waitUntilKept(page);
  await site.replace('second');
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
  });
  await update(page).getByText('There is a new version of this page.').waitFor();
  await page.close();
  await expect
    .poll(async () => {
      const next = await open();
      const found = await version(next);
      await next.close();
      return found;
    }, PATIENCE)
    .toBe('second');
});

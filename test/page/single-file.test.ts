import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchOptions } from '../../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../../scripts/machine/find-browser.mjs';
import { SingleFile } from '../harness/browser/single-file.ts';
import { HAS_ENDED, RESULTS } from '../harness/page/shown-results.ts';
import {
  chooseExperiment,
  closePanel,
  fillSettings,
  openPanel,
  openTab,
  PANELS,
  PATIENCE,
  TINY_SWEEP,
  typeSettings,
} from '../harness/page/site.ts';

let file: SingleFile;
let browser: Browser;

beforeAll(async () => {
  file = await SingleFile.build();
  browser = await chromium.launch(launchOptions((await findBrowser()).path));
});
afterAll(async () => {
  await browser?.close();
  await file?.remove();
});

const SWEEP = { timeout: 300_000 };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Waits until the sweep has ended and is fitted. The page's policy forbids a string to wait for within the page. */
async function ended(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(HAS_ENDED), PATIENCE).toBe(true);
}

/** What goes wrong on a page, and which addresses it asks for beyond its own. */
const problems: string[] = [];

/** The file, opened from the disk by a person who wants reduced motion, so that nothing starts by itself. */
async function open(options: BrowserContextOptions = {}): Promise<Page> {
  problems.length = 0;
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  page.setDefaultTimeout(PATIENCE.timeout);
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => {
    const url = request.url();
    if (url.split('#')[0] !== file.address && !url.startsWith('blob:') && !url.startsWith('data:'))
      problems.push(`asked for ${url}`);
  });
  await page.goto(file.address);
  await page.getByText('No GPU here').waitFor();
  return page;
}

test('the file trains three widths to their law from a disk, and has the experiment after a reload', async () => {
  const page = await open();
  await fillSettings(page, TINY_SWEEP);
  await button(page, 'Start').click();
  await button(page, 'Start again').waitFor(SWEEP);
  expect(await page.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(3);
  await page.getByText('3 of 3 finished').waitFor();
  await ended(page);
  const before = await page.evaluate(RESULTS);
  await page.reload();
  await button(page, 'Start again').waitFor();
  expect(await page.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(3);
  await ended(page);
  expect(await page.evaluate(RESULTS)).toBe(before);
  await openTab(page, 'Samples');
  await page.locator('sample-panel').waitFor();
  expect(problems).toEqual([]);
  await page.close();
});

test('the file shows the recorded sweeps, and every panel opens', async () => {
  const page = await open();
  await page
    .getByText(/^Recorded/)
    .first()
    .waitFor();
  await chooseExperiment(page, 'Learning rate');
  await page
    .getByText(/^Recorded/)
    .first()
    .waitFor();
  for (const panel of PANELS) {
    await openPanel(page, panel);
    await closePanel(page);
  }
  expect(problems).toEqual([]);
  await page.close();
});

test('where a text is chosen, the file says which parts it lacks, and Start is refused in words', async () => {
  const page = await open();
  await openPanel(page, 'Settings');
  const corpus = page.locator('settings-form #corpus');
  expect(await corpus.locator('option').allTextContents()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^State of the Union .* \(\d+ of 39 parts in this file\)$/),
      expect.stringMatching(/^Moby-Dick.* \(not in this file\)$/),
    ]),
  );
  await corpus.selectOption('moby-dick');
  await page.locator('settings-form').getByText('this file lacks “Moby-Dick').waitFor();
  await corpus.selectOption('sotu');
  await typeSettings(page, { tokens: '10M' });
  await page.locator('settings-form').getByText('of the 39 parts').waitFor();
  await typeSettings(page, { tokens: '4096000' });
  await page.locator('settings-form').getByText('of the 39 parts').waitFor({ state: 'detached' });
  await closePanel(page);
  await chooseExperiment(page, 'Zipf');
  await page.locator('sweep-stage').getByText('Start is refused: this file holds').waitFor();
  expect(problems).toEqual([]);
  await page.close();
});

import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchOptions } from '../../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../../scripts/machine/find-browser.mjs';
import { SingleFile } from '../harness/browser/single-file.ts';
import { lessonLinkOf } from '../../src/lab/class/lesson-link.ts';
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
import { TINY_LESSON } from '../harness/page/tiny-lesson.ts';

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
async function open(fragment = '', options: BrowserContextOptions = {}): Promise<Page> {
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
  await page.goto(`${file.address}${fragment}`);
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

test('the file shows recorded sweeps, does without those that it lacks, and every panel opens', async () => {
  const page = await open();
  await page
    .getByText(/^Recorded/)
    .first()
    .waitFor();
  await chooseExperiment(page, 'Depth');
  await page
    .getByText(/^Recorded/)
    .first()
    .waitFor();
  await chooseExperiment(page, 'Images');
  await page.locator('svg').getByText('Not trained yet').first().waitFor();
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

/** What stands in the box from which a person copies results. */
const sentText = (page: Page) => page.getByLabel('Text of your results').inputValue();

test('a pupil and a teacher without any network: a lesson is followed, its part trained, its results sent, read from a picture and pooled', async () => {
  const pupil = await open(lessonLinkOf(TINY_LESSON, 7));
  await pupil.getByText('Part 7 of 30: widths 12, 20, 32, seed 106').waitFor();
  await button(pupil, 'Start').click();
  await pupil.getByText('Ended: 3 of 3 finished.').waitFor(SWEEP);
  await button(pupil, 'Send results').click();
  await pupil.getByLabel('Your name or nickname').fill('Ada');
  await expect.poll(() => sentText(pupil), PATIENCE).toMatch(/^LL1/);
  const text = await sentText(pupil);
  // A link to this disk would open nothing elsewhere.
  const ways = pupil.getByRole('group', { name: 'Ways to send' });
  expect(await ways.getByRole('button').allInnerTexts()).toEqual(['Copy text', 'Save file']);
  const [saved] = await Promise.all([pupil.waitForEvent('download'), button(pupil, 'Save file').click()]);
  expect(saved.suggestedFilename()).toBe('loglog-results-Ada.txt');
  const code = pupil.getByRole('img', { name: 'QR code of your results' });
  const photograph = await code.screenshot();
  expect(problems).toEqual([]);
  await pupil.close();

  const teacher = await open();
  await openPanel(teacher, 'Class');
  await teacher.getByRole('radio', { name: 'Results of the class' }).check();
  const names = () => teacher.getByRole('region', { name: 'Pupils' }).getByRole('rowheader').allInnerTexts();
  await teacher
    .getByLabel('results of pupils', { exact: true })
    .setInputFiles({ name: 'photograph.png', mimeType: 'image/png', buffer: photograph });
  await expect.poll(names, PATIENCE).toEqual(['Ada']);
  await teacher.locator('intake-box textarea').fill(text);
  await button(teacher, 'Take in').click();
  await teacher.getByText('Nothing was added.').first().waitFor();
  await closePanel(teacher);
  await teacher.getByText('3 of 3 finished').first().waitFor();
  await ended(teacher);
  await teacher.reload();
  await teacher.getByText('3 of 3 finished').first().waitFor();
  expect(problems).toEqual([]);
  await teacher.close();
});

test('the file gives a lesson as a line without the address of this disk, and takes it where it is pasted', async () => {
  const page = await open();
  await openPanel(page, 'Class');
  await page.locator('make-lesson .ready summary').first().click();
  await page.getByRole('button', { name: 'Use this lesson: Bigger is better' }).click();
  const place = page.getByRole('region', { name: 'Give it to the class' });
  const line = await place.getByRole('region', { name: 'Line of the lesson' }).innerText();
  expect(line).toBe('#lesson=bigger');
  expect(await place.innerText()).not.toContain('file:');
  expect(await place.getByRole('img').count()).toBe(0);
  await closePanel(page);
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, line);
  await page
    .getByRole('region', { name: 'Lesson' })
    .getByRole('heading', { name: 'Bigger is better' })
    .waitFor();
  expect(problems).toEqual([]);
  await page.close();
});

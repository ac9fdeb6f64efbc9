import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Lesson } from '../../../src/lab/class/lesson.ts';
import { lessonLinkOf } from '../../../src/lab/class/lesson-link.ts';
import { readPiece } from '../../../src/lab/class/piece-text.ts';
import { violations } from '../../harness/page/axe.ts';
import { likeAGpu } from '../../harness/page/like-a-gpu.ts';
import { fillSettings, openPanel, PATIENCE, Site, TINY_SWEEP } from '../../harness/page/site.ts';
import { TINY_LESSON as LESSON } from '../../harness/page/tiny-lesson.ts';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const SWEEP = { timeout: 300_000 };
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const field = (page: Page) => page.getByLabel('Your number (1 to 30)');

/** A page that a pupil opens by the link of a lesson. */
const follow = (lesson: Lesson, part: number | null = null, options = {}): Promise<Page> =>
  site.meet({ reducedMotion: 'reduce', ...options }, 'localhost', async () => {}, lessonLinkOf(lesson, part));

test('a pupil sees the lesson, takes a part, trains it, reloads in the middle, and sends what was trained', async () => {
  const page = await follow(LESSON);
  const banner = page.getByRole('region', { name: 'Lesson' });
  await banner.getByRole('heading', { name: 'Bigger <b>is</b> better' }).waitFor();
  await page.getByText('The class shares this work. Choose your number above, then press Start.').waitFor();
  // Recorded results would tell what will come of it.
  await expect.poll(() => page.getByText(/^Recorded on/).count(), PATIENCE).toBe(0);
  await page.locator('scaling-chart').getByText('Not trained yet').waitFor();
  for (const scheme of ['light', 'dark'] as const) expect(await violations(page, scheme)).toEqual([]);

  // Start without a number leads to the field.
  await button(page, 'Start').click();
  expect(await field(page).evaluate((element) => element.matches(':focus'))).toBe(true);
  await page.keyboard.type('31');
  await page.keyboard.press('Enter');
  await banner.getByText('Your number is a whole number from 1 to 30, not 31.').waitFor();
  await field(page).fill('7');
  await page.keyboard.press('Enter');
  await banner.getByText('Part 7 of 30: widths 12, 20, 32, seed 106, about').waitFor();
  const address = page.url();
  expect(address).toContain('#lesson=1&id=ab12cd34');

  await button(page, 'Start').click();
  await button(page, 'Send results').waitFor(SWEEP);
  await button(page, 'Pause').click();
  await page.reload();
  expect(page.url()).toBe(address);
  await banner.getByText('Part 7 of 30: widths 12, 20, 32, seed 106').waitFor();
  await button(page, 'Resume').click();
  await page.getByText('Ended: 3 of 3 finished.').waitFor(SWEEP);

  const questions = page.getByRole('region', { name: 'Questions' });
  expect(await questions.getByRole('listitem').allInnerTexts()).toEqual(LESSON.questions);

  await button(page, 'Send results').click();
  const panel = page.locator('send-results');
  await panel.getByText('3 of 3 models have finished.').waitFor();
  await panel.getByLabel('Your name or nickname').fill('Ada L.');
  await panel.getByRole('img', { name: 'QR code of your results' }).waitFor();
  const shown = panel.getByLabel('Text of your results');
  const sent = async () => readPiece(await shown.inputValue());
  await expect.poll(async () => (await sent()).name, PATIENCE).toBe('Ada L.');
  const piece = await sent();
  expect(piece).toMatchObject({ lesson: 'ab12cd34', part: 7 });
  expect(piece.selection.draft).toMatchObject({ widths: '12, 20, 32', seed: '106' });
  expect(piece.runs.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(piece.pupil).toMatch(/^[a-z0-9]{8}$/);
  const loading = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save file' }).click();
  expect((await loading).suggestedFilename()).toBe('loglog-results-Ada-L.txt');
  for (const scheme of ['light', 'dark'] as const) expect(await violations(page, scheme)).toEqual([]);
  await page.close();
});

test('what a lesson hides is nowhere on the page, and comes back when the person leaves', async () => {
  const page = await follow(LESSON, 2);
  await page.getByText(/Part 2 of 30: widths? /).waitFor();
  await page.evaluate(`dispatchEvent(new Event('scroll'))`);
  const bar = page.locator('app-bar');
  const words = async (): Promise<string[]> =>
    (await bar.getByRole('button').allInnerTexts()).map((text) => text.replace(/\s+p$/, '').trim());
  await button(page, 'Menu').click();
  for (const hidden of ['Widths', 'Calculator', 'History', 'Settings', 'Files and links'])
    expect(await words()).not.toContain(hidden);
  await page.keyboard.press('Escape');
  // A drop and a paste are ways of files too.
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'https://loglog.example/#experiment=zipf');
    dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['a text to train on'], 'a.txt'));
    dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.getByRole('tab', { name: 'Runs', exact: true }).waitFor();
  expect(await page.getByRole('tab', { name: 'Fit options' }).count()).toBe(0);
  expect(await page.locator('dialog[open]').count()).toBe(0);
  expect(page.url()).toContain('#lesson=1');
  await page.keyboard.press('p');
  await page.locator('app-bar').waitFor({ state: 'detached' });
  expect(await page.getByRole('region', { name: 'Lesson' }).innerText()).toBe('Bigger <b>is</b> better');
  await page.keyboard.press('Escape');
  await button(page, 'Menu').click();
  await button(page, 'Leave the lesson').click();
  await page.locator('lesson-banner').waitFor({ state: 'detached' });
  expect(page.url()).toMatch(/#experiment=widths&/);
  expect(await words()).toContain('History');
  await page.close();
});

test('a lesson that starts by itself waits for the number, counts down, and any key cancels it', async () => {
  const link = lessonLinkOf({ ...LESSON, starts: true });
  const page = await site.meet({}, 'localhost', likeAGpu, link);
  await field(page).waitFor();
  await page.waitForTimeout(6000);
  expect(await page.getByText(/Starts by itself/).count()).toBe(0);
  await field(page).fill('3');
  await page.keyboard.press('Enter');
  await page.getByText(/Starts by itself in [1-5] s/).waitFor();
  await page.keyboard.press('Shift');
  await page.getByText(/Starts by itself/).waitFor({ state: 'detached' });
  await page.waitForTimeout(6000);
  expect(await button(page, 'Start').isEnabled()).toBe(true);
  await page.close();
});

test('a lesson disturbs no experiment of the browser, and outside lessons results can be sent too', async () => {
  const page = await site.visit();
  await fillSettings(page, { ...TINY_SWEEP, widths: '12, 16' });
  await button(page, 'Start').click();
  await button(page, 'Start again').waitFor(SWEEP);
  await button(page, 'Send results to a class').click();
  const text = page.getByLabel('Text of your results');
  await text.waitFor();
  expect(await readPiece(await text.inputValue())).toMatchObject({ lesson: '', part: null });
  await page.getByRole('dialog', { name: 'Send results' }).getByRole('button', { name: 'Close' }).click();

  await page.goto(site.address(lessonLinkOf({ ...LESSON, hidden: [] })));
  await page.reload();
  await field(page).waitFor();
  expect(await page.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(0);
  expect(await button(page, 'Resume').count()).toBe(0);
  await openPanel(page, 'History');
  await expect.poll(() => page.locator('history-row').count(), PATIENCE).toBe(1);
  await page.close();
});

test('a phone shows the lesson above its plot, and axe finds nothing wrong', async () => {
  const page = await follow(LESSON, null, { viewport: { width: 390, height: 844 } });
  await field(page).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  expect(await violations(page, 'dark')).toEqual([]);
  await button(page, 'Pick one for me').click();
  await page.getByText(/Part \d+ of 30: widths? /).waitFor();
  await page.close();
});

test('a link of a later version is refused in words, and the page works on', async () => {
  const page = await site.meet({ reducedMotion: 'reduce' }, 'localhost', async () => {}, '#lesson=2&id=x');
  await page.getByText(/Lesson not opened: .*version "2".*reads version 1/).waitFor();
  await expect.poll(() => button(page, 'Start').isEnabled(), PATIENCE).toBe(true);
  await page.close();
});

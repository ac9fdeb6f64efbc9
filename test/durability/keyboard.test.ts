import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PATIENCE, Site, TINY_SWEEP } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
});
afterAll(() => site.close());

/** Most presses of Tab before a search fails. */
const MOST_TABS = 150;

/** Name of the focused control. */
const focused = (): Promise<string> =>
  page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.getAttribute('aria-label') ?? active?.textContent?.trim() ?? '';
  });

/** Presses Tab until the name of the focused control starts with `name`. */
async function tabTo(name: string): Promise<void> {
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    if ((await focused()).startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${MOST_TABS} tabs did not reach ${name}`);
}

/** Tabs to a control from the top of the page and presses Enter. */
async function press(name: string): Promise<void> {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  await tabTo(name);
  await page.keyboard.press('Enter');
}

test('a sweep is set up, started, stopped, started again, named and deleted by keys alone', async () => {
  await page.getByText('No GPU here').waitFor();
  await press('Menu');
  await press('Settings');
  for (const [field, value] of Object.entries({ ...TINY_SWEEP, widths: '8, 12', tokens: '64000' })) {
    await page.locator(`settings-form #${field}`).focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Escape');
  await press('Start');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await press('Pause');
  await page.getByRole('button', { name: 'Resume' }).waitFor();
  await press('Stop');
  await page.getByRole('button', { name: 'Start again' }).waitFor();
  await press('Menu');
  await press('Settings');
  await page.locator('settings-form #tokens').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2560');
  await page.keyboard.press('Escape');
  await press('Start again');
  await page.getByText('Ended: 2 of 2 finished').waitFor();
  await press('History');
  await press('Rename Widths 2');
  await page.keyboard.type('mine');
  await page.keyboard.press('Enter');
  const rows = (): Promise<string[]> => page.locator('history-row .title').allInnerTexts();
  await expect.poll(rows, PATIENCE).toEqual(['mine', 'Widths 1']);
  await press('Delete mine');
  await expect.poll(rows, PATIENCE).toEqual(['Widths 1']);
  await press('Undo');
  await expect.poll(rows, PATIENCE).toEqual(['mine', 'Widths 1']);
});

import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { PATIENCE, Site } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

beforeEach(async () => {
  page = await site.meet({ reducedMotion: 'reduce' });
  await page.getByText(/^Recorded on/).waitFor();
});
afterEach(() => page.close());

/** Whether the code of an element is there. */
const isLoaded = (name: string): Promise<boolean> =>
  page.evaluate<boolean>(`customElements.get('${name}') !== undefined`);

const rows = () => page.locator('run-table tr.run').count();

test('the first screen comes without the details, and a scroll brings them', async () => {
  expect(await isLoaded('details-tabs')).toBe(false);
  await page.mouse.wheel(0, 200);
  await expect.poll(rows, PATIENCE).toBeGreaterThan(3);
});

test('the Tab key reaches the details', async () => {
  const focused = (): Promise<boolean> =>
    page.evaluate(
      `document.querySelector('loglog-app').shadowRoot.activeElement?.localName === 'details-tabs'`,
    );
  await expect
    .poll(async () => {
      await page.keyboard.press('Tab');
      return focused();
    }, PATIENCE)
    .toBe(true);
  expect(await rows()).toBeGreaterThan(3);
});

test('a screen reader finds a button that loads the details', async () => {
  await page.getByRole('button', { name: 'Load the details of the runs' }).dispatchEvent('click');
  await expect.poll(rows, PATIENCE).toBeGreaterThan(3);
});

test('keys to print load the report, which is printed', async () => {
  await page.keyboard.down('Control');
  await expect.poll(() => isLoaded('print-report'), PATIENCE).toBe(true);
  await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
  await page.emulateMedia({ media: 'print' });
  await page
    .locator('print-report')
    .getByRole('row', { name: /^Width 8/ })
    .waitFor();
});

test('a phone, too, loads the details only when a person scrolls', async () => {
  const phone = await site.meet({ reducedMotion: 'reduce', viewport: { width: 390, height: 844 } });
  await phone.getByText(/^Recorded on/).waitFor();
  const isThere = (): Promise<boolean> =>
    phone.evaluate<boolean>(`customElements.get('details-tabs') !== undefined`);
  await phone.waitForTimeout(1000);
  expect(await isThere()).toBe(false);
  await phone.mouse.wheel(0, 300);
  await expect.poll(isThere, PATIENCE).toBe(true);
  await phone.close();
});

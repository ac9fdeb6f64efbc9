import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import { fillSettings, PATIENCE, TINY_SWEEP } from '../harness/page/site.ts';
import { BuiltSite } from '../harness/browser/built-site.ts';
import { MortalBrowser } from '../harness/browser/mortal-browser.ts';

declare global {
  interface Window {
    /** Every wake lock that the page was granted. */
    screenLocks: WakeLockSentinel[];
  }
}

let site: BuiltSite;
let browser: MortalBrowser;
let page: Page;

beforeAll(async () => {
  site = await BuiltSite.open();
  browser = await MortalBrowser.make();
  page = await browser.open(site.address, async (fresh) => {
    await fresh.addInitScript(recordScreenLocks);
  });
  await page.getByText('No GPU here').waitFor();
  await fillSettings(page, { ...TINY_SWEEP, widths: '12, 16', tokens: '10M' });
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** Runs in the page: records the wake locks that the browser grants. */
function recordScreenLocks(): void {
  window.screenLocks = [];
  const request = WakeLock.prototype.request;
  WakeLock.prototype.request = async function (type) {
    const lock = await request.call(this, type);
    window.screenLocks.push(lock);
    return lock;
  };
}

/** Whether each granted lock has been released. */
const released = (): Promise<boolean[]> =>
  page.evaluate(() => window.screenLocks.map((lock) => lock.released));

/** The row of the first run. */
const row = (): Promise<string> => page.locator('run-table tr.run').first().innerText();

async function training(): Promise<void> {
  await page
    .locator('sweep-progress')
    .getByText(/training, step [1-9]/)
    .waitFor();
}

test('the screen is kept awake during training, and not during a pause', async () => {
  expect(await released()).toEqual([]);
  await page.getByRole('button', { name: 'Start' }).click();
  await training();
  await expect.poll(released, PATIENCE).toEqual([false]);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(released, PATIENCE).toEqual([true]);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(released, PATIENCE).toEqual([true, false]);
  expect(await row()).not.toContain('void');
});

test('a run has no speed if the page was hidden, and afterwards the screen is kept awake again', async () => {
  const other = await page.context().newPage();
  await other.bringToFront();
  expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
  await expect.poll(released, PATIENCE).toEqual([true, true]);
  await page.waitForTimeout(1_000);
  await page.bringToFront();
  await expect.poll(released, PATIENCE).toEqual([true, true, false]);
  await page.locator('run-table').getByText('the page was hidden').waitFor();
  await page.getByText('speed of the run void: the page was hidden').waitFor();
  expect(await row()).toMatch(/speed void: the page was hidden/);
  expect([await violations(page, 'light'), await violations(page, 'dark')]).toEqual([[], []]);
  await other.close();
});

test('a stop lets the screen sleep, and a run without interruption has a speed again', async () => {
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Start again' }).click();
  await training();
  await page
    .getByText(/steps\/s/)
    .first()
    .waitFor();
  expect(await row()).not.toContain('void');
  await expect.poll(released, PATIENCE).toEqual([true, true, true, false]);
});

test('a run has no speed if the computer slept during it', async () => {
  await browser.sleep(6_000);
  await page.locator('run-table').getByText('the computer slept, or the page was held up').waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Start again' }).waitFor();
  await expect.poll(released, PATIENCE).toEqual([true, true, true, true]);
});

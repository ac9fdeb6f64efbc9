import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillSettings, PATIENCE, Site, TINY_SWEEP } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  // Without these, a browser gives up on WebGPU after a few crashes of its GPU process.
  site = await Site.open({
    flags: ['--disable-gpu-process-crash-limit', '--disable-domain-blocking-for-3d-apis'],
  });
  page = await site.visit();
});
afterAll(() => site.close());

const SWEEP_MILLISECONDS = 300_000;

/** Crashes the GPU process, so that every device is lost. */
async function crashGpu(): Promise<void> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  const session = await browser.newBrowserCDPSession();
  // The process may end before it answers.
  await session.send('Browser.crashGpuProcess').catch(() => {});
  await session.detach();
}

/** Validation losses in the table when the sweep has ended. */
async function losses(): Promise<string[]> {
  await page.getByRole('button', { name: 'Start again' }).waitFor({ timeout: SWEEP_MILLISECONDS });
  return page.locator('run-table td.loss').allInnerTexts();
}

test('a run whose GPU process crashes resumes from its checkpoint and reaches the same loss', async () => {
  await fillSettings(page, { ...TINY_SWEEP, widths: '12', tokens: '102400' });
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText(/Width 12: (training, |evaluating after )step [1-9]/).waitFor();
  // A pause saves a checkpoint.
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText(/Width 12: paused/).waitFor();
  await page.waitForTimeout(1000);
  await page.getByRole('button', { name: 'Resume' }).click();
  await crashGpu();
  await page.getByText('The GPU was lost once').waitFor(PATIENCE);
  const lost = await losses();
  expect(await page.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(1);
  expect(await page.getByText('The GPU was lost once').count()).toBe(1);
  await page.getByRole('button', { name: 'Start again' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  expect(await losses()).toEqual(lost);
  expect(await page.getByText('The GPU was lost').count()).toBe(0);
});

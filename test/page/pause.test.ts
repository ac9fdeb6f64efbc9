import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closePanel, fillSettings, openPanel, PATIENCE, Site, TINY_SWEEP } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
  await fillSettings(page, { ...TINY_SWEEP, widths: '12, 16', tokens: '1M' });
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText(/Width 12: training, step [1-9][\d,]* of/).waitFor();
});
afterAll(() => site.close());

/** Number of steps done, as the page shows it. */
async function stepsDone(): Promise<number> {
  const words = await page
    .locator('sweep-progress')
    .getByText(/Width 12: .*step/)
    .innerText();
  return Number(/step ([\d,]+) of/.exec(words)?.[1]?.replaceAll(',', ''));
}

test('pause stops the steps', async () => {
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText(/Width 12: paused/).waitFor();
  // Steps submitted before the pause may still arrive.
  await page.waitForTimeout(1500);
  const paused = await stepsDone();
  await page.waitForTimeout(1500);
  expect(await stepsDone()).toBe(paused);
  expect(await page.getByRole('status').innerText()).toBe('Paused.');
});

test('resume continues from there', async () => {
  const paused = await stepsDone();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByText(/Width 12: training/).waitFor();
  await expect.poll(stepsDone, PATIENCE).toBeGreaterThan(paused);
});

test('settings are locked during a sweep', async () => {
  await openPanel(page, 'Settings');
  expect(await page.getByRole('textbox', { name: 'Widths d' }).isDisabled()).toBe(true);
  await closePanel(page);
});

test('stop ends the sweep, and the curve stays', async () => {
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Start again' }).waitFor();
  expect(await page.getByRole('cell', { name: /stopped at step/ }).count()).toBe(1);
  expect(await page.getByRole('cell', { name: 'not trained' }).count()).toBe(1);
  expect(await page.locator('loss-chart path.curve').count()).toBe(1);
  await openPanel(page, 'Settings');
  expect(await page.getByRole('textbox', { name: 'Widths d' }).isEnabled()).toBe(true);
});

test('a stopped sweep resumes at the step where it was', async () => {
  await closePanel(page);
  const cell = await page.getByRole('cell', { name: /stopped at step/ }).innerText();
  const stopped = Number(/step ([\d,]+)/.exec(cell)?.[1]?.replaceAll(',', ''));
  await page.getByText(/Stopped: 0 of 2 finished.*Resume trains the rest/).waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByText(/Width 12: training/).waitFor();
  await expect.poll(stepsDone, PATIENCE).toBeGreaterThan(stopped);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('button', { name: 'Start again' }).waitFor();
});

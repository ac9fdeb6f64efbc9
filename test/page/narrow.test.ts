import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closePanel, openPanel, PATIENCE, Site, typeSettings } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });
  await page.getByText('No GPU here').waitFor();
});
afterAll(() => site.close());

const overflow = () =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

test('at 320 px the page has no horizontal scroll', async () => {
  await expect.poll(overflow, PATIENCE).toBe(0);
});

test('at 320 px with the settings open and a rule shown, the page has no horizontal scroll', async () => {
  await typeSettings(page, { tokens: '1' });
  await page.locator('#tokens-refusal').waitFor();
  await expect.poll(overflow, PATIENCE).toBe(0);
  await closePanel(page);
});

test('the table of runs scrolls in its own box', async () => {
  await page.locator('details-tabs summary').getByText('Runs').click();
  const box = page.getByRole('region', { name: 'Runs' });
  const hidden = await box.evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(hidden).toBeGreaterThan(0);
});

test('each chart is as wide as its container', async () => {
  const width = await page.locator('scaling-chart svg').evaluate((element) => element.clientWidth);
  expect(width).toBeGreaterThan(220);
  expect(width).toBeLessThan(320);
});

test.each(['Transformer against LSTM', 'Compound scaling', 'Inverse scaling'])(
  'the bar shows the whole title “%s” at 320 px',
  async (title) => {
    await openPanel(page, 'Experiment');
    await page.locator('experiment-picker button', { hasText: title }).first().click();
    const button = page.locator('app-bar .experiment');
    await expect.poll(async () => (await button.innerText()).trim(), PATIENCE).toBe(title);
    const cut = await button.evaluate(({ clientHeight, clientWidth, scrollHeight, scrollWidth }) =>
      Math.max(scrollWidth - clientWidth, scrollHeight - clientHeight),
    );
    expect(cut).toBeLessThanOrEqual(0);
    await expect.poll(overflow, PATIENCE).toBe(0);
  },
);

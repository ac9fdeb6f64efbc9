import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EXPERIMENT_IDS, presetOf } from '../../src/lab/experiments/presets.ts';
import { violations } from '../harness/page/axe.ts';
import { chooseExperiment, closePanel, openPanel, PANELS, PATIENCE, Site } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open({ adapter: 'none' });
  page = await site.visit();
  await page.locator('sweep-stage svg').first().waitFor();
  // Until the browser has answered, the headline is longer.
  await page
    .getByText(/No GPU can be used here/)
    .first()
    .waitFor();
});
afterAll(() => site.close());

const SIZES = [
  [390, 844],
  [640, 360],
  [768, 1024],
  [1280, 720],
  [1440, 900],
  [1920, 1080],
] as const;

const overflow = () =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

test.each(SIZES)(
  'at %i × %i the plot is in the first screen, the largest thing, and nothing overflows',
  async (width, height) => {
    await page.setViewportSize({ width, height });
    const hero = page.locator('sweep-stage .hero chart-plot');
    await expect
      .poll(async () => (await hero.boundingBox())?.width ?? 0, PATIENCE)
      .toBeGreaterThan(width * 0.5);
    const box = await hero.boundingBox();
    if (box === null) throw new Error('the plot is not shown');
    expect(box.y).toBeLessThan(height / 2);
    // A window as low as that of 200 % zoom scrolls.
    expect(box.y + box.height).toBeLessThanOrEqual(Math.max(height, 700));
    const beside = await page
      .locator('sweep-stage .beside chart-plot')
      .boundingBox({ timeout: 500 })
      .catch(() => null);
    expect(box.width * box.height).toBeGreaterThan(
      1.4 * (beside === null ? 0 : beside.width * beside.height),
    );
    await expect.poll(overflow, PATIENCE).toBe(0);
  },
);

test.each(EXPERIMENT_IDS)('before %s starts, the stage shows something and no tab is empty', async (id) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await chooseExperiment(page, presetOf(id).title);
  await page.getByRole('button', { name: `Experiment: ${presetOf(id).title}`, exact: true }).waitFor();
  const shown = page.locator('sweep-stage .plots, sweep-stage .invitation, sweep-stage .waits');
  await shown.first().waitFor();
  expect((await shown.first().boundingBox())?.height).toBeGreaterThan(100);
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    const panel = page.getByRole('tabpanel');
    await expect.poll(async () => (await panel.boundingBox())?.height ?? 0, PATIENCE).toBeGreaterThan(60);
    expect(await panel.getByText(/appears when|No runs are planned/).count()).toBe(0);
  }
  await expect.poll(overflow, PATIENCE).toBe(0);
});

test.each(PANELS)('axe finds nothing wrong with the panel %s, light or dark', async (panel) => {
  await openPanel(page, panel);
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('dialog[open]').count(), PATIENCE).toBe(0);
});

test('a person chooses an experiment, opens a tab and comes back to the same button by keys alone', async () => {
  const button = page.getByRole('button', { name: /^Experiment: / });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.locator('experiment-picker li button').first().focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Experiment: Widths' }).waitFor();
  await expect.poll(() => button.evaluate((element) => element.matches(':focus')), PATIENCE).toBe(true);
  await page.getByRole('tab', { selected: true }).focus();
  await page.keyboard.press('End');
  expect(await page.getByRole('tab').last().getAttribute('aria-selected')).toBe('true');
});

test('p presents the stage alone, and Escape ends it; in a field it is a letter', async () => {
  await openPanel(page, 'Settings');
  await page.locator('settings-form #widths').press('p');
  expect(await page.locator('app-bar').count()).toBe(1);
  await closePanel(page);
  await page.locator('sweep-stage .now .words').click();
  await page.keyboard.press('p');
  await page.locator('app-bar').waitFor({ state: 'detached' });
  expect(await page.locator('details-tabs').count()).toBe(0);
  await page.keyboard.press('ArrowRight');
  await page.locator('story-step').getByText('Trained').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('app-bar').waitFor();
});

test('the chosen theme is there after a reload', async () => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Menu', exact: true }).click();
  await page.getByRole('radio', { name: 'dark' }).check();
  await page.reload();
  const paper = () => page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--paper')");
  await expect.poll(paper, PATIENCE).toBe('#101318');
});

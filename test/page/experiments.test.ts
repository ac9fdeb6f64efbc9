import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import {
  chooseExperiment,
  closePanel,
  openPanel,
  PATIENCE,
  Site,
  typeSettings,
} from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
  await page.getByText('No GPU here').waitFor();
});
afterAll(() => site.close());

const choose = (title: string) => chooseExperiment(page, title);
const rows = () => page.locator('run-table tr.run').count();

test('a chosen experiment shows its result, its cost and its runs, with labels that distinguish them', async () => {
  await choose('IsoFLOP');
  await page.locator('h1').getByText('For each budget of compute, one model size is best.').waitFor();
  await page.getByText(/23 runs take about .*, rough; updated after the first model\./).waitFor();
  await expect.poll(rows, PATIENCE).toBe(23);
  await page
    .getByRole('rowheader', { name: /d 8 · D / })
    .first()
    .waitFor();
  await openPanel(page, 'Settings');
  await page.locator('settings-form #tokens').waitFor();
  expect(await page.locator('settings-form #widths').count()).toBe(0);
});

test('runs are grouped, can be sorted by keyboard, and each says how it differs from the one above', async () => {
  await closePanel(page);
  const table = page.locator('run-table');
  expect(await table.locator('tr.group').count()).toBe(4);
  await table.getByLabel('Group by').selectOption('nothing');
  await table.getByRole('button', { name: 'N parameters' }).press('Enter');
  await table.locator('th[aria-sort="ascending"]').getByText('parameters').waitFor();
  const sizes = await table.locator('td.N').allInnerTexts();
  const numbers = sizes.map((size) => Number(size.replaceAll(',', '')));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  const words = await table.locator('td.differs').allInnerTexts();
  expect(words.slice(1).every((word) => word.includes('→'))).toBe(true);
  await table.getByRole('button', { name: 'N parameters' }).press('Enter');
  await table.locator('th[aria-sort="descending"]').waitFor();
  await table.getByRole('button', { name: 'N parameters' }).press('Enter');
  expect(await table.locator('[aria-sort]').count()).toBe(0);
  await table.getByLabel('Group by').selectOption('series');
  await table.locator('tr.group button').first().press('Enter');
  await expect.poll(rows, PATIENCE).toBe(18);
  await table.locator('tr.group button').first().press('Enter');
  await table
    .getByRole('button', { name: /^details of/ })
    .first()
    .press('Enter');
  await table.getByText('FLOP counted; 6ND is').waitFor();
  expect(await violations(page, 'light')).toEqual([]);
});

test('the full size has more runs, or larger ones', async () => {
  await openPanel(page, 'Experiment');
  await page.getByRole('radio', { name: 'full' }).check();
  await expect.poll(rows, PATIENCE).toBe(27);
});

test('Widths has its settings again', async () => {
  await choose('Widths');
  await expect.poll(rows, PATIENCE).toBe(8);
  await openPanel(page, 'Settings');
  await page.locator('settings-form #widths').waitFor();
  expect(await page.locator('settings-form').count()).toBe(1);
  expect(await page.getByRole('region', { name: 'Own text' }).count()).toBe(1);
});

test('an edited experiment has its own fields, and its runs change with them', async () => {
  await choose('Schedules');
  await typeSettings(page, { lanes: '2', tokens: '20480' });
  await page.getByText('20 steps of 1,024 tokens a model').waitFor();
  await typeSettings(page, { tokens: '2048' });
  await page.locator('#tokens-refusal').getByText('must fill at least 10 steps').waitFor();
  await typeSettings(page, { tokens: '20480' });
  await page.locator('#tokens-refusal').waitFor({ state: 'detached' });
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
});

test('Known entropy has sources instead of a text, and its form has no field for a text', async () => {
  await choose('Known entropy');
  await openPanel(page, 'Settings');
  await page.locator('settings-form #widths').waitFor();
  expect(await page.locator('settings-form #corpus').count()).toBe(0);
  expect(await page.getByRole('region', { name: 'Own text' }).count()).toBe(0);
});

test('tokens are suggested for a number of minutes, and appear in the form', async () => {
  await choose('Schedules');
  await openPanel(page, 'Settings');
  await page.getByLabel('Tokens for about').fill('20');
  await page.getByRole('button', { name: 'Suggest' }).click();
  await page.getByText(/With .* tokens, 4 runs take about .* at an assumed speed\./).waitFor();
  await page.getByLabel('Tokens for about').fill('0.01');
  await page.getByRole('button', { name: 'Suggest' }).click();
  expect(await page.locator('settings-form #tokens').inputValue()).not.toBe('20480');
  await page.getByText(/No suggestion: its shortest runs take about \d+ seconds\./).waitFor();
});

test('Zipf asks only for a text, and the Calculator for nothing', async () => {
  await choose('Zipf');
  await openPanel(page, 'Settings');
  await page.locator('settings-form #corpus').waitFor();
  expect(await page.locator('settings-form .field').count()).toBe(1);
  await choose('Calculator');
  await openPanel(page, 'Settings');
  await page.getByText('Nothing can be set in this experiment.').waitFor();
  expect(await page.locator('settings-form').count()).toBe(0);
});

test.each(['light', 'dark'] as const)(
  'the words of a text are counted and their law is judged; axe finds nothing wrong in %s',
  async (scheme) => {
    await choose('Zipf');
    await page.getByRole('button', { name: /^(Start|Count again)$/ }).click();
    await page
      .locator('experiment-conclusion')
      .getByText(/f ∝ 1 \/ r[\d.]+ over/)
      .waitFor();
    await page
      .locator('rank-chart svg')
      .getByText(/f ∝ 1 \/ r\^/)
      .waitFor();
    await page.getByText('Reproduced:').waitFor();
    expect(await violations(page, scheme)).toEqual([]);
  },
);

test('the table of GPT-3 is reproduced at once', async () => {
  await choose('Calculator');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('GPT-3 175B took').waitFor();
  expect(await page.getByText('Reproduced:').count()).toBe(1);
});

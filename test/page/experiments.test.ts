import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import { PATIENCE, Site } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
  await page.getByText('No GPU here').waitFor();
});
afterAll(() => site.close());

const choose = (title: string) => page.getByLabel('Experiment', { exact: true }).selectOption(title);
const rows = () => page.locator('run-table tbody tr').count();

test('an experiment that is chosen shows its result, its cost and its runs, each by what tells it apart', async () => {
  await choose('IsoFLOP');
  await page.getByText('At a fixed budget one size is best').waitFor();
  await page.getByText(/20 runs take about .* FLOP, by a guess that the first run corrects/).waitFor();
  await expect.poll(rows, PATIENCE).toBe(20);
  await page
    .getByRole('rowheader', { name: /d 8 · D / })
    .first()
    .waitFor();
  expect(await page.locator('settings-form').count()).toBe(0);
});

test('the full size has more runs, or larger ones', async () => {
  await page.getByRole('radio', { name: 'full' }).check();
  await expect.poll(rows, PATIENCE).toBe(30);
});

test('Widths has its settings back', async () => {
  await choose('Widths');
  await expect.poll(rows, PATIENCE).toBe(8);
  expect(await page.locator('settings-form').count()).toBe(1);
});

test.each(['light', 'dark'] as const)(
  'the words of a text are counted and their law is judged; axe finds nothing wrong in %s',
  async (scheme) => {
    await choose('Zipf');
    await page.getByRole('button', { name: 'Start' }).click();
    await page
      .locator('experiment-conclusion')
      .getByText(/f ∝ 1 \/ r\^/)
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

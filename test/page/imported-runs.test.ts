import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commaTable, europeanTable, EXACT_SIZES } from '../harness/lab/foreign-tables.ts';
import { violations } from '../harness/page/axe.ts';
import { shownText } from '../harness/page/shown-text.ts';
import { chooseExperiment, openPanel, openTab, PATIENCE, Site } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open({ adapter: 'none' });
  page = await site.visit();
});
afterAll(() => site.close());

const chooseFile = (name: string, text: string): Promise<void> =>
  page
    .locator('import-panel input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

/** The text of a file that a button saves. */
async function saved(button: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  return readFile(await download.path(), 'utf8');
}

/** The stage's sentence on the table that is open. */
const opened = (source: string, runs: number) =>
  page.locator('sweep-stage .now > .words').getByText(`${runs} runs of ${source}`);
const formula = () => page.locator('imported-laws .formula');
const rows = () => page.locator('imported-table tbody tr');

test('before a table is open, the experiment says what to give, and has nothing to start', async () => {
  await chooseExperiment(page, 'Imported runs');
  await page.getByText('one row for each run, with its loss').waitFor();
  await page.getByRole('button', { name: 'Choose a table …' }).waitFor();
  expect(await page.getByRole('button', { name: 'Start' }).count()).toBe(0);
  expect(await page.locator('sweep-stage .plots').count()).toBe(0);
});

test('a table with names of its own opens when its columns are said, with its law', async () => {
  await chooseFile('laeufe <b>1</b>.csv', europeanTable());
  const form = page.locator('column-form');
  await form.getByText('Choose the column of the losses.').waitFor();
  expect(await form.locator('#N').inputValue()).toBe('params (M)');
  expect(await form.getByRole('button', { name: 'Open as imported runs' }).isDisabled()).toBe(true);
  await form.getByLabel('Loss').selectOption('bezeichnung');
  await form.getByText(/column bezeichnung: "lauf 1" is not a number/).waitFor();
  await form.getByLabel('Loss').selectOption('pruefverlust');
  await form.getByLabel('Name of the run').selectOption('bezeichnung');
  expect(await form.locator('tbody tr').first().innerText()).toMatch(/lauf 1\s+1,000,000\s+20,000,000/);
  expect(await violations(page, 'light')).toEqual([]);
  await form.getByRole('button', { name: 'Open as imported runs' }).click();
  await openTab(page, 'Law');
  await expect.poll(() => formula().innerText(), PATIENCE).toMatch(/^L\(N, D\) = 1\.7 \+ 400 \/ N/);
  await openTab(page, 'Table');
  expect(await page.locator('imported-summary h2').innerText()).toBe(
    `laeufe <b>1</b>.csv: ${EXACT_SIZES.length} runs of others`,
  );
  await openTab(page, 'Runs');
  await expect.poll(() => rows().count(), PATIENCE).toBe(EXACT_SIZES.length);
  await page.locator('sweep-stage measured-scaling-chart svg[role="img"]').waitFor();
  for (const [tab, chart] of [
    ['Residuals', 'measured-residuals-chart'],
    ['Best sizes', 'optima-chart'],
    ['Exponents', 'exponents-chart'],
  ] as const) {
    await openTab(page, tab);
    await page.locator(`details-tabs ${chart} svg[role="img"]`).waitFor();
    const text = await shownText(page);
    expect(text).toContain('This page did not train them.');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
  }
});

test('axe finds nothing wrong with imported runs, light or dark, and no part is wider than a phone', async () => {
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.locator('measured-scaling-chart svg[role="img"]').waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('the runs and a switch of the fit are still there after a reload', async () => {
  await openTab(page, 'Runs');
  await page.getByRole('checkbox', { name: 'lauf 20 in the fit' }).click();
  await openTab(page, 'Law');
  await page.getByText(/L\(N, D\) without one run predicts/).waitFor();
  await page.reload();
  await openTab(page, 'Law');
  await page.getByText(/L\(N, D\) without one run predicts/).waitFor();
  await openTab(page, 'Runs');
  await expect.poll(() => rows().count(), PATIENCE).toBe(EXACT_SIZES.length);
  expect(await page.getByRole('checkbox', { name: 'lauf 20 in the fit' }).isChecked()).toBe(false);
  await openTab(page, 'Table');
  await page.locator('imported-summary h2').waitFor();
  expect(await page.getByRole('button', { name: 'Change columns' }).count()).toBe(0);
  await openTab(page, 'Runs');
});

test('what is saved as CSV and as JSON opens again, whole', async () => {
  const before = await page.locator('imported-table tbody').innerText();
  const [csv, json] = [await saved('Save runs as CSV'), await saved('Save everything as JSON')];
  for (const [name, text] of [
    ['back.csv', csv],
    ['back.json', json],
  ] as const) {
    await chooseFile(name, text);
    await opened(name === 'back.csv' ? name : 'laeufe', EXACT_SIZES.length).waitFor();
    await expect.poll(() => page.locator('imported-table tbody').innerText(), PATIENCE).toBe(before);
  }
});

test('a pasted table with public names opens at once, gives way to another experiment, and comes back', async () => {
  await openPanel(page, 'Files and links');
  await page.getByText('Open another table').click();
  await page.getByLabel('Table as text').fill(commaTable({ N: 'n_params', D: 'tokens', loss: 'val_loss' }));
  await page.getByRole('button', { name: 'Read the pasted table' }).click();
  const pasted = opened('pasted table', 20);
  await pasted.waitFor();
  await chooseExperiment(page, 'Zipf');
  await pasted.waitFor({ state: 'detached' });
  expect(await page.locator('imported-laws, imported-table').count()).toBe(0);
  await chooseExperiment(page, 'Imported runs');
  await pasted.waitFor();
});

test('a table whose decimals nothing tells opens when a person says them, and can be read the other way', async () => {
  const lines = ['1.024;20480;6', '2.048;40960;5', '4.096;81920;4'];
  await chooseFile('three.csv', `params;tokens;loss\n${lines.join('\n')}\n`);
  const form = page.locator('column-form');
  const open = form.getByRole('button', { name: 'Open as imported runs' });
  await form.getByText('Choose how the table writes its numbers.').waitFor();
  expect(await open.isDisabled()).toBe(true);
  expect(await form.innerText()).not.toContain('--');
  expect(await violations(page, 'light')).toEqual([]);
  await form.getByLabel('Decimal comma: “1.024” is 1 thousand 24').check();
  await open.click();
  await opened('three.csv', 3).waitFor();
  expect(await rows().first().innerText()).toContain('1.02K');
  await openTab(page, 'Table');
  await page.getByRole('button', { name: 'Change columns' }).click();
  await form.getByLabel('Decimal point: “1.024” is 1 and 24 thousandths').check();
  await form.getByRole('button', { name: 'Read it so' }).click();
  await openTab(page, 'Runs');
  await expect.poll(() => rows().first().innerText(), PATIENCE).not.toContain('1.02K');
});

test('a long table has pages, is sorted as a whole, and its ticks count on every page', async () => {
  const lines = Array.from({ length: 250 }, (_, i) => `r${i},${1e6 * 1.02 ** i},${2 + 1 / (i + 1)}`);
  await chooseFile('long.csv', `run,N,loss\n${lines.join('\n')}\n`);
  await opened('long.csv', 250).waitFor();
  const table = page.locator('imported-table');
  expect(await rows().count()).toBe(100);
  await table.getByRole('button', { name: 'Last' }).click();
  await table.getByText('Rows 201 to 250 of 250').waitFor();
  await table.getByRole('checkbox', { name: 'r249 in the fit' }).click();
  await table.getByRole('button', { name: /^Loss/ }).press('Enter');
  await table.getByText('Rows 1 to 100 of 250').waitFor();
  expect(await rows().first().innerText()).toMatch(/^r249/);
  expect(await table.getByRole('checkbox', { name: 'r249 in the fit' }).isChecked()).toBe(false);
  await table.locator('th[aria-sort="ascending"]').getByText('Loss').waitFor();
});

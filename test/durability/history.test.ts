import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import {
  closePanel,
  fillSettings,
  openPanel,
  openTab,
  PATIENCE,
  Site,
  TINY_SWEEP,
} from '../harness/page/site.ts';

let site: Site;
let page: Page;
/** The file of the whole history. */
let history: Buffer;

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
});
afterAll(() => site.close());

const rows = (): Promise<string[]> => page.locator('history-row .title').allInnerTexts();
const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();
const showHistory = (): Promise<void> => openPanel(page, 'History');

/** Trains one tiny model of this width to its end. */
async function train(width: string): Promise<void> {
  await fillSettings(page, { ...TINY_SWEEP, widths: width, tokens: '2560' });
  await page.getByRole('button', { name: /^Start/ }).click();
  await page.getByRole('button', { name: 'Start again' }).waitFor();
}

test('every experiment is listed with its finished runs, the latest first', async () => {
  await train('8');
  await train('12');
  await showHistory();
  await page.getByText('History: 2 experiments').waitFor();
  expect(await rows()).toEqual(['Widths 2', 'Widths 1']);
  expect(await page.getByText('1 of 1 runs finished').count()).toBe(2);
  expect(await page.getByText('on this page').count()).toBe(1);
});

test('an earlier experiment opens with its runs, chart and models by the keyboard alone', async () => {
  await page.getByRole('button', { name: 'Open Widths 1' }).press('Enter');
  await page.getByRole('button', { name: 'weights of Width 8, model.safetensors' }).waitFor();
  await expect.poll(() => page.locator('loss-chart path.curve').count(), PATIENCE).toBe(1);
  await page.getByRole('button', { name: 'Open Widths 2' }).press('Enter');
  await page.getByRole('button', { name: 'weights of Width 12, model.safetensors' }).waitFor();
});

test('a name is shown as text, whatever it contains, and survives a reload', async () => {
  const hostile = '<img src=x onerror=alert(1)> =1+1';
  await press('Rename Widths 1');
  await page.getByRole('textbox', { name: 'name of Widths 1' }).fill(hostile);
  await page.keyboard.press('Enter');
  await expect.poll(rows, PATIENCE).toEqual(['Widths 2', hostile]);
  await press('Rename Widths 2');
  await page.keyboard.press('Escape');
  expect(await rows()).toEqual(['Widths 2', hostile]);
  await page.reload();
  await showHistory();
  await expect.poll(rows, PATIENCE).toEqual(['Widths 2', hostile]);
  await press(`Rename ${hostile}`);
  await page.getByRole('textbox', { name: 'name of <img' }).fill('first');
  await press('Save name');
  await expect.poll(rows, PATIENCE).toEqual(['Widths 2', 'first']);
});

test('a copy has the runs but no models', async () => {
  await press('Duplicate first');
  await expect.poll(rows, PATIENCE).toEqual(['first (copy)', 'Widths 2', 'first']);
  await press('Open first (copy)');
  await page.getByRole('button', { name: 'Open first (copy)' }).waitFor({ state: 'detached' });
  const models = page.getByRole('button', { name: 'model.safetensors' });
  await expect.poll(() => models.count(), PATIENCE).toBe(0);
  expect(await page.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(1);
});

test('a deletion can be undone until the next one, or until the page is left', async () => {
  await press('Delete first (copy)');
  await expect.poll(rows, PATIENCE).toEqual(['Widths 2', 'first']);
  // The page no longer shows the deleted experiment.
  await page.getByRole('button', { name: 'weights of Width 12, model.safetensors' }).waitFor();
  await press('Undo');
  await expect.poll(rows, PATIENCE).toEqual(['first (copy)', 'Widths 2', 'first']);
  await press('Delete first (copy)');
  await expect.poll(rows, PATIENCE).toEqual(['Widths 2', 'first']);
  await page.reload();
  await showHistory();
  await expect.poll(rows, PATIENCE).toEqual(['Widths 2', 'first']);
  expect(await page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
});

test('pinned models stay when the budget is too small for the others', async () => {
  await press('Keep models of first');
  await page.getByRole('button', { name: 'Keep models of first', pressed: true }).waitFor();
  const room = page.getByRole('textbox', { name: 'Models may take, in MB' });
  await room.fill('-1');
  await press('Set');
  await page.getByText('A number from 0 to 100,000: “-1”.').waitFor();
  await room.fill('0');
  await press('Set');
  await expect.poll(() => page.getByText('· 0 B and 0 B of models').count(), PATIENCE).toBe(0);
  await page.getByText('and 0 B of models').waitFor();
  expect(await page.getByText('and 0 B of models').count()).toBe(1);
});

test('the options of the fits survive a reload', async () => {
  await closePanel(page);
  await openTab(page, 'Fit options');
  const squares = page.getByRole('radio', { name: 'least squares' });
  await squares.check();
  await page.waitForTimeout(500);
  await page.reload();
  await openTab(page, 'Fit options');
  await expect.poll(() => squares.isChecked(), PATIENCE).toBe(true);
  await showHistory();
});

test('the whole history is saved as one file, without models', async () => {
  const coming = page.waitForEvent('download');
  await press('Save all as JSON, without models');
  const download = await coming;
  history = await readFile(await download.path());
  const saved = JSON.parse(history.toString()) as {
    experiments: { title: string; runs: { state: string }[] }[];
  };
  expect(saved.experiments.map(({ title }) => title)).toEqual(['', 'first']);
  expect(saved.experiments.map(({ runs }) => runs[0]?.state)).toEqual(['finished', 'finished']);
});

test('the saved history comes back into a browser that has none', async () => {
  const other = await site.visit();
  const file = { name: 'loglog-history.json', mimeType: 'application/json', buffer: history };
  await other.locator('import-panel input').setInputFiles(file);
  await other
    .getByText('Imported 2 experiments with 2 runs. Their models are not in the file.', { exact: true })
    .waitFor();
  await openPanel(other, 'History');
  await other.getByText('History: 2 experiments').waitFor();
  expect(await other.locator('history-row .title').allInnerTexts()).toEqual(['Widths 2', 'first']);
  expect(await other.getByText('1 of 1 runs finished').count()).toBe(2);
  await other.close();
});

test.each(['light', 'dark'] as const)('axe finds nothing wrong with the open history, %s', async (scheme) => {
  expect(await violations(page, scheme)).toEqual([]);
});

test('everything is deleted after a confirmation, and can be restored', async () => {
  await press('Delete all');
  await press('Keep them');
  expect(await rows()).toEqual(['Widths 2', 'first']);
  await press('Delete all');
  await press('Delete them all');
  await expect.poll(rows, PATIENCE).toEqual([]);
  await press('Undo');
  await expect.poll(rows, PATIENCE).toEqual(['Widths 2', 'first']);
  await press('Delete all');
  await press('Delete them all');
  await expect.poll(rows, PATIENCE).toEqual([]);
  await page.reload();
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await showHistory();
  await page.getByText('No experiment is saved yet.').waitFor();
});

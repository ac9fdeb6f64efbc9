import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import {
  closePanel,
  fillSettings,
  openPanel,
  PATIENCE,
  Site,
  TINY_SWEEP,
  withoutRecordings,
} from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
});
afterAll(() => site.close());

interface Upload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const upload = (name: string, buffer: Buffer): Upload => ({
  name,
  mimeType: 'application/octet-stream',
  buffer,
});
const choose = (...files: Upload[]): Promise<void> => page.locator('import-panel input').setInputFiles(files);
const lossOf = (row: number): Promise<string> => page.locator('run-table td.loss').nth(row).innerText();

/** Presses a button and returns the downloaded file. */
async function saved(button: string): Promise<Upload> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const download = await coming;
  return upload(download.suggestedFilename(), await readFile(await download.path()));
}

test('saved results, experiments and models can be imported into an empty browser', async () => {
  await fillSettings(page, { ...TINY_SWEEP, widths: '8, 12' });
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText('Ended: 2 of 2 finished').waitFor();
  const losses = [await lossOf(0), await lossOf(1)];
  const everything = await saved('Save everything as JSON');
  const table = await saved('Save results as CSV');
  await openPanel(page, 'Files and links');
  const experiment = await saved('Save experiment');
  await closePanel(page);
  const weights = await saved('of Width 8, model.safetensors');
  const config = await saved('of Width 8, config.json');

  await page.close();
  page = await site.visit();
  await page.getByText('No GPU here').waitFor();
  await choose(experiment);
  await page.getByText('The experiment of the file is proposed.').waitFor();
  await openPanel(page, 'Settings');
  expect(await page.getByLabel('Widths d').inputValue()).toBe('8, 12');
  await closePanel(page);

  await choose(table);
  await page.getByText('Imported 2 runs of an experiment. Tables have no curves').waitFor();
  expect([await lossOf(0), await lossOf(1)]).toEqual(losses);
  await choose(everything, { ...everything, name: 'again.json' });
  await page
    .getByText(
      'All 2 runs are in the history already, in Widths 1. 2 runs got curves, evaluations or machines from the files. 2 repeated runs left out.',
    )
    .waitFor();
  expect([await lossOf(0), await lossOf(1)]).toEqual(losses);
  await expect.poll(() => page.locator('loss-chart path.curve').count(), PATIENCE).toBe(2);
  // The history is saved, and nothing of these files can be saved as a model.
  expect(await page.getByRole('button', { name: 'model.safetensors' }).count()).toBe(0);
  await choose(table, everything);
  await page.getByText('Nothing was added. 2 repeated runs left out.').waitFor();
  await openPanel(page, 'History');
  await page.getByText('History: 1 experiment').waitFor();
  await closePanel(page);

  await choose(weights, config);
  await page.getByText('Training continues from the weights of the model.').waitFor();
  await page.getByText('Ended: 1 of 1 finished').waitFor();
  // It has trained on twice as many tokens.
  expect(Number(await lossOf(0))).toBeLessThan(Number(losses[0]));
});

test('a bad file changes nothing, the page says why, and shows its name as text', async () => {
  const before = await page.locator('run-table').innerText();
  const hostile = '<img src=x onerror=alert(1)>.json';
  await choose(upload(hostile, Buffer.from('{"format":"evil"}')));
  await page.getByText(`File not opened: ${hostile} is neither an experiment, nor results`).waitFor();
  await choose(upload('x.json', Buffer.from(`{"format":"loglog-results","a":${'['.repeat(1e5)}`)));
  await page.getByText('File not opened: the results file nests brackets deeper than 12.').waitFor();
  const header = Buffer.alloc(64);
  header.writeBigUInt64LE(2n ** 31n);
  await choose(
    upload('model.safetensors', header),
    upload('config.json', Buffer.from('{"model_type":"llama"}')),
  );
  await page
    .getByText(/File not opened: config\.json: model_type is "llama"; this engine computes only/)
    .waitFor();
  expect(await page.locator('run-table').innerText()).toBe(before);
});

test('files can be dropped on the page', async () => {
  const transfer = await page.evaluateHandle(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File(['run,lane,evil\r\n'], 'r.csv'));
    return dropped;
  });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  const said = page.getByText('File not opened: r.csv');
  await expect.poll(() => said.innerText(), PATIENCE).toBe('File not opened: r.csv lacks the column N.');
});

test('a folder can be dropped on the page, and its files are read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'loglog-model-'));
  await writeFile(join(folder, 'config.json'), '{"model_type":"opt"}');
  await writeFile(join(folder, 'model.safetensors'), Buffer.alloc(64));
  await writeFile(join(folder, 'README.md'), '# A model');
  const browser = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await browser.send('Input.dispatchDragEvent', { type, x: 50, y: 50, data });
  const said = page.getByText('File not opened: config.json: model_type is "opt"; this engine');
  await said.waitFor();
  expect(await said.count()).toBe(1);
  await rm(folder, { recursive: true });
});

test.each(['light', 'dark'] as const)('axe finds nothing wrong beside a refusal, %s', async (scheme) => {
  expect(await violations(page, scheme)).toEqual([]);
});

test('a link proposes its experiment, and a bad link proposes nothing', async () => {
  const visit = async (fragment: string): Promise<Page> => {
    const opened = await site.meet({ reducedMotion: 'reduce' }, 'localhost', withoutRecordings, fragment);
    await opened.getByText('No GPU here').waitFor();
    return opened;
  };
  const good = await visit('#experiment=widths&size=quick&widths=16%2C+24&seed=7');
  await good.getByText('Opened from a link.').waitFor();
  await openPanel(good, 'Settings');
  expect(await good.getByLabel('Widths d').inputValue()).toBe('16, 24');
  expect(await good.locator('settings-form #seed').inputValue()).toBe('7');
  expect(await good.getByRole('button', { name: 'Start', exact: true }).count()).toBe(1);
  await good.close();
  const bad = await visit('#experiment=widths&widths=9999');
  await bad.getByText('Link not opened: the settings, widths: a width must be').waitFor();
  await openPanel(bad, 'Settings');
  expect(await bad.getByLabel('Widths d').inputValue()).not.toBe('9999');
  await bad.close();
});

test('the copied link contains the whole experiment', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await fillSettings(page, { widths: '20, 28', seed: '11' });
  await openPanel(page, 'Files and links');
  await page.locator('import-panel').getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('The link is in the clipboard').waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const opened = await site.visit();
  await opened.goto(link);
  await opened.reload();
  await openPanel(opened, 'Settings');
  await expect.poll(() => opened.getByLabel('Widths d').inputValue(), PATIENCE).toBe('20, 28');
  expect(await opened.locator('settings-form #seed').inputValue()).toBe('11');
});

import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import { closePanel, fillSettings, openPanel, PATIENCE, Site, TINY_SWEEP } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
});
afterAll(() => site.close());

const LINE = 'Über dem Fluß lag Nebel; wir lasen 世界 und schwiegen.\n';
const DIARY = { name: 'Diary.txt', mimeType: 'text/plain', buffer: Buffer.from(LINE.repeat(1200)) };

const finished = (): Promise<number> => page.getByRole('cell', { name: 'finished', exact: true }).count();

/** Opens the text in the settings. */
async function openDiary(): Promise<void> {
  await openPanel(page, 'Settings');
  await page.getByLabel('text files').setInputFiles(DIARY);
  await page.locator('own-text-facts').waitFor();
}

test('the page says what an own text is made of, and axe finds nothing', async () => {
  await openDiary();
  const facts = await page.locator('own-text-facts dl').innerText();
  expect(facts).toContain(`${new Set(LINE).size}`);
  expect(facts).toContain((Array.from(LINE).length * 1200).toLocaleString('en'));
  expect(facts).toMatch(/Bigram entropy\s+\d\.\d{3} nats per character · \d\.\d{3} bits per byte/);
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
});

test('a sweep on it stops after a reload, says which file it needs, and resumes with that file', async () => {
  await page.getByRole('button', { name: 'Use this text' }).click();
  await closePanel(page);
  await fillSettings(page, { ...TINY_SWEEP, widths: '12, 16', tokens: '128000' });
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByText(/Width 16: training, step [1-9]/).waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText(/Width 16: paused/).waitFor();
  await page.waitForTimeout(1500);
  await page.reload();
  await page.getByRole('button', { name: 'Resume' }).click();
  const absent =
    'This run was trained on Diary, which is not in this browser. Open the same file again to resume.';
  await page.getByText(absent).first().waitFor();
  await expect.poll(finished, PATIENCE).toBe(1);
  await openDiary();
  await closePanel(page);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(finished, PATIENCE).toBe(2);
});

test('a text stays in this browser if a person says so, until it is removed', async () => {
  await openPanel(page, 'Settings');
  await page.getByRole('checkbox', { name: 'Keep this text in this browser' }).check();
  await page.getByText(/kB of this browser's storage/).waitFor();
  await page.reload();
  await openPanel(page, 'Settings');
  await page.locator('own-text-facts').waitFor();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.locator('own-text-facts').waitFor({ state: 'detached' });
  await page.reload();
  await openPanel(page, 'Settings');
  expect(await page.locator('own-text-facts').count()).toBe(0);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { MortalBrowser } from '../../harness/browser/mortal-browser.ts';
import { Site } from '../../harness/page/site.ts';

let site: Site;
let browser: MortalBrowser;

beforeAll(async () => {
  site = await Site.open({ adapter: 'none' });
  browser = await MortalBrowser.make();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

test('a benchmark whose page was hidden has its figures and says why it does not count', async () => {
  const page = await browser.open(site.address('#benchmark'), async () => {});
  await page.getByRole('button', { name: /^Quick look/ }).click();
  await page.getByRole('progressbar').waitFor();
  const other = await page.context().newPage();
  await other.bringToFront();
  expect(await page.evaluate(() => document.visibilityState)).toBe('hidden');
  await page.waitForTimeout(1_000);
  await page.bringToFront();
  const card = page.getByRole('region', { name: 'Result of this machine' });
  await card.getByText('The page was hidden while it measured.').waitFor();
  await card.getByRole('rowheader', { name: /^64\/2( \(unstable\))?$/ }).waitFor();
  await page.close();
});

test('another tab that takes over ends the benchmark, and this one says so', async () => {
  const page = await browser.open(site.address('#benchmark'), async () => {});
  const second = await page.context().newPage();
  await second.emulateMedia({ reducedMotion: 'reduce' });
  await second.goto(site.address('#benchmark'));
  await second.getByText('open in another tab, and only one tab').waitFor();
  expect(await second.getByRole('button', { name: /^Run the benchmark/ }).isDisabled()).toBe(true);
  await page.bringToFront();
  await page.getByRole('button', { name: /^Quick look/ }).click();
  await page.getByRole('progressbar').waitFor();
  // A hidden tab draws nothing, so nothing in it can be pressed.
  await second.bringToFront();
  await second.getByRole('button', { name: 'Use this tab' }).click();
  await page.getByText('Another tab of this page took over, so there is no result.').waitFor();
  await second.getByRole('button', { name: /^Quick look/ }).click();
  await second.getByRole('button', { name: 'Stop', exact: true }).click();
});

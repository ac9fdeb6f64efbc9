import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExperimentId } from '../../src/lab/experiments/presets.ts';
import { violations } from '../harness/page/axe.ts';
import { PATIENCE, Site } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open({ adapter: 'none' });
  page = await site.visit();
});
afterAll(() => site.close());

const mount = (id: ExperimentId, when: 'ended' | 'idle') =>
  page.evaluate(
    `import('/test/harness/page/mount-charts.ts').then((module) => module.mountCharts('${id}', '${when}'))`,
  );

/** The charts that each experiment shows when it has ended. */
const PICTURES: [ExperimentId, string[]][] = [
  [
    'widths',
    ['loss-chart', 'scaling-chart', 'frontier-chart', 'residuals-chart', 'steps-chart', 'position-chart'],
  ],
  ['isoflop', ['isoflop-chart', 'optima-chart', 'exponents-chart', 'frontier-chart', 'residuals-chart']],
  ['known-entropy', ['loss-chart', 'entropy-chart', 'scaling-chart', 'residuals-chart']],
  ['batch', ['loss-chart', 'batch-chart']],
  ['data', ['loss-chart', 'scaling-chart', 'overfit-chart', 'residuals-chart']],
  ['grid', ['loss-chart', 'scaling-chart', 'collapse-chart', 'residuals-chart', 'efficient-chart']],
  ['dynamics', ['loss-chart', 'spread-chart']],
  ['shape', ['loss-chart', 'variants-chart']],
  ['compound', ['loss-chart', 'variants-chart']],
  ['schedules', ['loss-chart', 'variants-chart']],
  ['learning-rate', ['loss-chart', 'rates-chart']],
  ['architecture', ['scaling-chart', 'position-chart', 'loss-chart', 'residuals-chart']],
  ['memory', ['delays-chart', 'loss-chart']],
  ['inverse', ['answers-chart', 'loss-chart']],
  ['transfer', ['transfer-chart', 'loss-chart']],
  ['images', ['scaling-chart', 'loss-chart', 'residuals-chart']],
  ['depth', ['loss-chart', 'scaling-chart', 'residuals-chart']],
];

test.each(PICTURES)(
  '%s shows its charts, each described in words and with its numbers',
  async (id, charts) => {
    await mount(id, 'ended');
    for (const chart of charts) {
      const picture = page.locator(`${chart} svg[role="img"]`);
      await expect.poll(() => picture.count(), PATIENCE).toBe(1);
      expect((await picture.locator('title').textContent())?.length).toBeGreaterThan(4);
      expect((await picture.locator('desc').textContent())?.length).toBeGreaterThan(40);
      expect(await page.locator(`${chart} details tbody tr`).count()).toBeGreaterThan(0);
      const numbers =
        (await page.locator(`${chart} details.numbers`).innerText()) + (await picture.textContent());
      expect(numbers).not.toMatch(/NaN|undefined|null/);
    }
  },
);

test.each(['widths', 'isoflop', 'batch', 'known-entropy', 'calculator'] as const)(
  'axe finds nothing wrong with the charts of %s, light or dark',
  async (id) => {
    await mount(id, 'ended');
    await page.locator('.charts svg').first().waitFor();
    expect(await violations(page, 'light')).toEqual([]);
    expect(await violations(page, 'dark')).toEqual([]);
  },
);

test('the scaling chart has a dot for each width, the law and its band, and the law is stated', async () => {
  await mount('widths', 'ended');
  const chart = page.locator('scaling-chart svg[role="img"]');
  await chart.waitFor();
  expect(await chart.locator('path.dot').count()).toBe(6);
  expect(await chart.locator('path.law').count()).toBe(1);
  expect(await chart.locator('path.law-beyond').count()).toBe(1);
  expect(await chart.locator('path.band').count()).toBe(1);
  expect(await chart.locator('desc').textContent()).toContain('Law: L(N) = ');
  const stated = page.locator('law-statement');
  expect(await stated.locator('.formula').innerText()).toMatch(/^L\(N\) = .*\/ N\)/);
  expect(await stated.getByText(/95 %.*: .* to /).count()).toBeGreaterThan(0);
});

test('IsoFLOP has a parabola for each budget, with a cross at each minimum', async () => {
  await mount('isoflop', 'ended');
  const chart = page.locator('isoflop-chart svg[role="img"]');
  await chart.waitFor();
  expect(await chart.locator('path.parabola').count()).toBe(4);
  expect(await chart.locator('path.minimum').count()).toBe(1);
  expect(await chart.locator('desc').textContent()).toMatch(/Minima: (.* FLOP at N = .*){4}/);
});

test('the entropy chart names the entropy of the source and the fitted floor', async () => {
  await mount('known-entropy', 'ended');
  const chart = page.locator('entropy-chart svg[role="img"]');
  await chart.waitFor();
  expect(await chart.getByText(/H = 2\.\d{4}, the source’s entropy/).count()).toBe(1);
  expect(await chart.getByText(/^E = \d/).count()).toBe(1);
});

test('of two networks the chart of the context shows the largest model each', async () => {
  await mount('architecture', 'ended');
  const chart = page.locator('position-chart svg[role="img"]');
  await chart.waitFor();
  const named = (await chart.locator('text').allTextContents()).filter((text) => text.includes(' · d '));
  expect(named.toSorted()).toEqual(['LSTM · d 68', 'transformer · d 40']);
});

test('the chart of delays names what a perfect memory and a blind guess lose', async () => {
  await mount('memory', 'idle');
  const chart = page.locator('delays-chart svg[role="img"]');
  await chart.waitFor();
  const texts = (await chart.locator('text').allTextContents()).join('\n');
  expect(texts).toContain('H = 1.157: perfect memory');
  expect(texts).toContain('log V = 3.466: blind guess');
  expect(texts).toContain('Not trained yet');
});

test('before the start a chart shows what is planned, or says what it waits for', async () => {
  await mount('isoflop', 'idle');
  await page.getByText('The chart appears with the first law.').waitFor();
  await page.locator('isoflop-chart').getByText('Not trained yet').waitFor();
  expect(await page.locator('isoflop-chart path.dot').count()).toBe(23);
  expect(await page.locator('isoflop-chart path.parabola').count()).toBe(0);
});

test('at 320 pixels no chart is wider than the page', async () => {
  await page.setViewportSize({ width: 320, height: 800 });
  for (const id of ['isoflop', 'schedules', 'calculator'] as const) {
    await mount(id, 'ended');
    await page.locator('.charts svg').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('the calculator counts a model by four papers, and refuses an invalid shape in a sentence', async () => {
  await mount('calculator', 'ended');
  const panel = page.locator('counting-panel');
  expect(await panel.getByRole('row', { name: /^Brown et al\. 2020/ }).innerText()).toMatch(
    /175B.*3\.1\d×10²³/s,
  );
  await panel.getByLabel('Heads H').fill('97');
  await panel.getByText('heads must divide width: 12288 % 97 = 66.').waitFor();
  expect(await panel.getByLabel('Heads H').getAttribute('aria-invalid')).toBe('true');
  await panel.getByLabel('Heads H').fill('96');
  await panel.getByLabel('Tokens D').fill('many');
  await panel.getByText('Tokens D must be a whole number from 1 to 1,000,000,000,000,000: many.').waitFor();
  expect(await panel.getByRole('row', { name: /^Brown et al\. 2020/ }).count()).toBe(0);
});

test('a press on one of GPT-3’s models counts it, operation by operation', async () => {
  await mount('calculator', 'ended');
  const panel = page.locator('counting-panel');
  await panel.getByRole('button', { name: 'GPT-3 13B' }).click();
  expect(await panel.getByLabel('Heads H').inputValue()).toBe('20');
  expect(await panel.getByRole('row', { name: /^Total without embedding/ }).innerText()).toMatch(/12\.7B/);
  await panel.getByRole('button', { name: 'GPT-3 Small' }).click();
  expect(await panel.getByRole('row', { name: /^Total without embedding/ }).innerText()).toMatch(/84\.9M/);
});

test('the calculator gives the best model for a budget by each paper, and refuses invalid budgets in a sentence', async () => {
  await mount('calculator', 'ended');
  const panel = page.locator('calculator-panel');
  await panel.getByLabel('Training compute C in FLOP').fill('5.76e23');
  await panel.getByRole('row', { name: /^Besiroglu 2024/ }).waitFor();
  expect(await panel.getByRole('row', { name: /^GPT-3 175B/ }).innerText()).toMatch(/3\.14×10²³.*3640/s);
  await panel.getByLabel('Training compute C in FLOP').fill('a lot');
  await panel.getByText('“a lot” is not a number of FLOP such as 3.14e23.').waitFor();
  expect(await panel.getByRole('row', { name: /^Besiroglu 2024/ }).count()).toBe(0);
});

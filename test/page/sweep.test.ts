import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import { fillSettings, openTab, PATIENCE, Site, TINY_SWEEP } from '../harness/page/site.ts';

let site: Site;
let page: Page;
const problems: string[] = [];

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
  page.on('pageerror', (error) => problems.push(error.message));
});
afterAll(() => site.close());

const SWEEP_MILLISECONDS = 300_000;

test('the page opens on labelled log–log axes, one sentence, and the adapter in words', async () => {
  expect(await page.locator('h1').innerText()).toContain('Bigger models lose less');
  await page.getByText('No GPU here').waitFor();
  for (const label of ['Training loss (nats per character)', 'Validation loss (nats per character)']) {
    expect(await page.locator('svg').getByText(label).count()).toBe(1);
  }
  expect(await page.locator('scaling-chart svg').getByText('d 48').count()).toBe(1);
  expect(await page.getByText(/6 widths take about .*, rough; updated after the first model\./).count()).toBe(
    1,
  );
});

test.each(['light', 'dark'] as const)('before a sweep axe finds nothing wrong in %s', async (scheme) => {
  expect(await violations(page, scheme)).toEqual([]);
});

/** What the page says of three small models whose losses tell too little: it draws no law that they do not show. */
const UNSHOWN = /These models do not show yet that the loss falls with size/;

test('three widths train on the real text, and the page says whether they show a law', async () => {
  await fillSettings(page, TINY_SWEEP);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  await page.getByText(/Training width \d+, \d of 3\./).waitFor();
  await page.getByText(/Width \d+: training, step \d+ of 60/).waitFor();
  await page.getByRole('button', { name: 'Start again' }).waitFor({ timeout: SWEEP_MILLISECONDS });
  expect(await page.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(3);
  await openTab(page, 'Law');
  await page.locator('law-statement').getByText(UNSHOWN).waitFor();
  await page.locator('law-headline').getByText(UNSHOWN).waitFor();
});

test('the loss chart has a line for each width, which falls below the loss of a uniform guess', async () => {
  const chart = page.locator('loss-chart svg[role="img"]');
  expect(await chart.locator('path.curve').count()).toBe(3);
  for (const label of ['d 12', 'd 20', 'd 32']) {
    expect(await chart.locator('text').getByText(label, { exact: true }).count()).toBe(1);
  }
  const words = (await chart.locator('desc').textContent()) ?? '';
  const losses = [...words.matchAll(/d \d+ at ([\d.]+) after 60 steps/g)].map((match) => Number(match[1]));
  expect(losses).toHaveLength(3);
  for (const loss of losses) expect(loss).toBeLessThan(3.5);
});

test('the scaling chart has a dot for each width, and no line through them', async () => {
  const chart = page.locator('scaling-chart svg[role="img"]');
  expect(await chart.locator('path.dot').count()).toBe(3);
  expect(await chart.locator('path.law, path.law-beyond, path.band').count()).toBe(0);
  expect(await chart.locator('desc').textContent()).toMatch(
    /: d 12 at [\d.]+; d 20 at [\d.]+; d 32 at [\d.]+\.$/,
  );
});

test('the chart of positions shows the losses that the engine measured', async () => {
  await openTab(page, 'Context');
  const chart = page.locator('position-chart');
  await expect.poll(() => chart.locator('svg path.dot').count(), PATIENCE).toBe(3);
  const laws = chart.locator('tbody tr');
  expect(await laws.count()).toBe(3);
  await chart
    .getByText(/is lower at each of 16 positions/)
    .first()
    .waitFor();
});

test('the fit is made without a point that is left out, and again with it', async () => {
  const told = page.locator('story-steps');
  const box = page.getByRole('checkbox', { name: 'width 20 in the fit' });
  await openTab(page, 'Runs');
  await box.uncheck();
  await expect
    .poll(() => told.getByText(/not yet: .* at least 3 points: there are 2/).count(), PATIENCE)
    .toBe(1);
  await box.check();
  await expect.poll(() => told.getByText(UNSHOWN).count(), PATIENCE).toBeGreaterThan(0);
});

test.each([
  ['tokens', 'Tokens seen D →'],
  ['FLOP', 'Training compute C (FLOP) →'],
  ['steps', 'Training steps S →'],
])('the loss is shown over %s', async (name, label) => {
  await page.locator('loss-chart').getByRole('radio', { name, exact: true }).check();
  await expect.poll(() => page.locator('loss-chart svg').getByText(label).count(), PATIENCE).toBe(1);
});

test('linear axes replace logarithmic ones and leave no chart empty', async () => {
  await page.locator('loss-chart .menu summary').click();
  await page.locator('loss-chart').getByRole('radio', { name: 'linear' }).check();
  await expect
    .poll(() => page.locator('loss-chart svg').getByText('0', { exact: true }).count(), PATIENCE)
    .toBe(1);
  expect(await page.locator('loss-chart path.curve').count()).toBe(3);
});

test('each model has written text, and writes again at another temperature', async () => {
  await openTab(page, 'Samples');
  const items = page.locator('sample-panel li');
  await expect.poll(() => items.count(), PATIENCE).toBe(3);
  await page.getByRole('slider', { name: 'temperature' }).fill('0.3');
  await page.getByRole('button', { name: 'Write' }).click();
  await page.getByText('width 32 after 60 steps, temperature 0.3').waitFor();
  expect((await items.first().locator('blockquote').innerText()).length).toBeGreaterThan(50);
});

test('the models go out for PyTorch, each with its text, its weights and the moments of AdamW', async () => {
  const stage = page.locator('take-away');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    stage.getByRole('button', { name: 'Continue in PyTorch' }).click(),
  ]);
  const files = unzipSync(new Uint8Array(await readFile(await download.path())));
  const folders = Object.keys(files).flatMap((name) => /^(.*)\/torch\/run\.json$/.exec(name)?.[1] ?? []);
  expect(folders).toHaveLength(3);
  for (const folder of folders) {
    const told = JSON.parse(strFromU8(files[`${folder}/torch/run.json`])) as {
      step: number;
      files: { tokens: { name: string } };
    };
    expect(told.step).toBe(60);
    expect(files[told.files.tokens.name.replace('../../', '')].length).toBeGreaterThan(1e5);
    const state = new Float32Array(files[`${folder}/torch/state.f32`].slice().buffer);
    for (const part of [0, 1, 2]) {
      const length = state.length / 3;
      expect(state.subarray(part * length, (part + 1) * length).some((number) => number !== 0)).toBe(true);
    }
    expect(Object.keys(files)).toContain(`${folder}/result.json`);
  }
  expect(await stage.getByRole('status').innerText()).toBe('');
});

test.each(['light', 'dark'] as const)('after a sweep axe finds nothing wrong in %s', async (scheme) => {
  expect(await violations(page, scheme)).toEqual([]);
});

test('the page threw no error during the sweep', () => {
  expect(problems).toEqual([]);
});

test('of a run with several seeds, the chosen model is saved', async () => {
  await fillSettings(page, { ...TINY_SWEEP, widths: '12', lanes: '2', tokens: '1280' });
  await page.getByRole('button', { name: 'Start again' }).click();
  await openTab(page, 'Runs');
  const choice = page.getByLabel('Model of Width 12 to save');
  await choice.waitFor({ timeout: SWEEP_MILLISECONDS });
  const weightsOf = async (seed: string): Promise<string> => {
    await choice.selectOption(seed);
    const name = `weights of Width 12, seed ${seed}, model.safetensors`;
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return (await readFile(await (await coming).path())).toString('hex');
  };
  const [first, second] = [await weightsOf('1'), await weightsOf('2')];
  expect(second).toHaveLength(first.length);
  expect(second).not.toBe(first);
});

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { frameCosts } from '../harness/page/frame-costs.ts';
import { PATIENCE, Site } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open({ adapter: 'none' });
  page = await site.visit();
});
afterAll(() => site.close());
beforeEach(async () => {
  await page.evaluate(
    `import('/test/harness/page/mount-charts.ts').then((module) => module.mountCharts('widths', 'ended'))`,
  );
  await page.locator('loss-chart svg[role="img"]').waitFor();
  await page.locator('scaling-chart svg[role="img"]').waitFor();
});

const field = (chart: string) => page.locator(`${chart} .field`);
const reading = (chart: string) => page.locator(`${chart} .reading`);
const rings = (chart: string) => page.locator(`${chart} .field path.cursor`);

test('arrow keys read the points of a chart aloud, and mark the run on other charts and in the table', async () => {
  await field('scaling-chart').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  const words = 'd 32; Parameters N, non-embedding: 24,576; Validation loss (nats per character): 0.';
  await expect.poll(() => page.locator('scaling-chart .aloud').textContent(), PATIENCE).toContain(words);
  expect(await reading('scaling-chart').textContent()).toContain('24,576');
  expect(await rings('loss-chart').count()).toBe(1);
  expect(await rings('residuals-chart').count()).toBe(1);
  await expect.poll(() => page.locator('run-table tr.under').textContent(), PATIENCE).toMatch(/32/);
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('run-table tr.under').count(), PATIENCE).toBe(0);
  expect(await rings('loss-chart').count()).toBe(0);
});

test('the mouse on a chart shows the values there, and the same step on a chart of the same axis', async () => {
  const box = await field('loss-chart').boundingBox();
  if (box === null) throw new Error('the loss chart has no place');
  await page.mouse.move(box.x + 0.8 * box.width, box.y + 0.6 * box.height);
  await expect
    .poll(() => reading('loss-chart').textContent(), PATIENCE)
    .toMatch(/d \d+.*Training steps S: \d+.*Training loss/s);
  expect(await page.locator('steps-chart .field path.cross').count()).toBe(1);
  await page.mouse.move(5, 5);
  await expect.poll(() => reading('loss-chart').count(), PATIENCE).toBe(0);
});

test('Enter and a press on a name single a run out, and the same again or Escape undoes it', async () => {
  const faded = page.locator('loss-chart path.curve.faded');
  await field('scaling-chart').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(() => faded.count(), PATIENCE).toBe(5);
  expect(await page.locator('run-table tr.singled').count()).toBe(1);
  await page.keyboard.press('Enter');
  await expect.poll(() => faded.count(), PATIENCE).toBe(0);
  const name = page.locator('loss-chart text.name', { hasText: 'd 16' });
  const { x, y, width, height } = (await name.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(x + width / 2, y + height / 2);
  await expect.poll(() => faded.count(), PATIENCE).toBe(5);
  await page.mouse.move(5, 5);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect.poll(() => faded.count(), PATIENCE).toBe(0);
});

test('key l changes the axes of the chart that has the focus, and of no other', async () => {
  const zero = (chart: string) => page.locator(`${chart} text.tick`).getByText('0', { exact: true });
  await field('loss-chart').focus();
  await page.keyboard.press('l');
  await expect.poll(() => zero('loss-chart').count(), PATIENCE).toBe(1);
  expect(await zero('scaling-chart').count()).toBe(0);
  await page.keyboard.press('l');
  await expect.poll(() => zero('loss-chart').count(), PATIENCE).toBe(0);
});

test('without smoothing the raw curves stand alone; with it they stay behind the smoothed ones', async () => {
  const widths = () =>
    page
      .locator('loss-chart path.raw')
      .evaluateAll((paths) => paths.map((path) => path.getAttribute('opacity')));
  await page.locator('loss-chart .menu summary').click();
  await page.locator('loss-chart').getByRole('radio', { name: 'strong' }).check();
  expect(new Set(await widths())).toEqual(new Set(['0.35']));
  await page.locator('loss-chart').getByRole('radio', { name: 'none' }).check();
  await expect.poll(async () => new Set(await widths()), PATIENCE).toEqual(new Set(['0.6']));
});

test('a chart is saved as an SVG that stands alone and as a PNG of twice its size', async () => {
  await page.locator('scaling-chart .menu summary').click();
  const save = async (kind: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('scaling-chart .menu').getByRole('button', { name: kind }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  };
  const { name, bytes } = await save('SVG');
  expect(name).toBe('loglog-loss-against-size.svg');
  const text = bytes.toString('utf8');
  expect(text).not.toMatch(/var\(|href=|currentColor/);
  // The page itself lets no script parse markup.
  const blank = await page.context().browser()?.newPage();
  if (blank === undefined) throw new Error('the page has no browser');
  const parsed = await blank.evaluate((svg) => {
    const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    const [errors, paths] = ['parsererror', 'path'].map((tag) => root.querySelectorAll(tag).length);
    return {
      tag: root.tagName,
      errors,
      paths,
      words: root.textContent,
      width: Number(root.getAttribute('width')),
    };
  }, text);
  await blank.close();
  expect(parsed).toMatchObject({ tag: 'svg', errors: 0 });
  expect(parsed.paths).toBeGreaterThan(10);
  expect(parsed.words).toContain('#experiment=widths');
  const png = (await save('PNG')).bytes;
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.readUInt32BE(16)).toBe(2 * parsed.width);
});

test.each([390, 1280])('at %i pixels every text of every chart lies within its chart', async (width) => {
  await page.setViewportSize({ width, height: 900 });
  await expect.poll(() => outside(), PATIENCE).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
});

/** The texts that the browser draws beyond the edges of their charts. */
function outside(): Promise<string[]> {
  return page.locator('svg.scene text').evaluateAll((texts) =>
    texts.flatMap((text) => {
      const [own, chart] = [text.getBoundingClientRect(), text.closest('svg')?.getBoundingClientRect()];
      const isInside = chart !== undefined && own.left >= chart.left - 1 && own.right <= chart.right + 1;
      return isInside ? [] : [text.textContent ?? ''];
    }),
  );
}

test('a sweep of eight curves is drawn to its end, and its cost is reported', async () => {
  const measured = await site.visit();
  await measured.evaluate(`import('/test/harness/page/running-sweep.ts')`);
  const costs = await frameCosts(measured, () =>
    measured.evaluate(
      `import('/test/harness/page/running-sweep.ts').then((module) => module.runSweep('charts'))`,
    ),
  );
  console.log(`A running sweep costs the main thread, in milliseconds: ${JSON.stringify(costs)}`);
  expect(await measured.locator('loss-chart path.curve').count()).toBe(8);
  expect(costs.frames).toBeGreaterThan(20);
  await measured.close();
});

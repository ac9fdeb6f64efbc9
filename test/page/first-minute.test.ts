import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import { likeAGpu } from '../harness/page/like-a-gpu.ts';
import { PATIENCE, Site } from '../harness/page/site.ts';
import { fullTest } from '../harness/tier.ts';

// The rows of the table "The first minute" in the design: what a person sees, in its order.

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

/** Five small widths on the real text, each for 200 steps: too few for a law, as the page says. */
const FRAGMENT =
  '#experiment=widths&size=quick&widths=12%2C+16%2C+20%2C+24%2C+32&context=16&batch=8&tokens=25600&kernels=usual';

/** A page on a GPU, as far as the page can tell, at a fragment. */
const onGpu = (fragment = ''): Promise<Page> => site.meet({}, 'localhost', likeAGpu, fragment);

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('a fresh page shows a recorded sweep, says where it was recorded, and counts down', async () => {
  const page = await onGpu();
  await page.getByText(/^Recorded on .*, \d+ \w+ \d{4}: \d+ widths, [\d,]+ tokens each\./).waitFor();
  await expect.poll(() => page.locator('scaling-chart path.dot').count(), PATIENCE).toBeGreaterThan(3);
  await page.getByText(/Starts by itself in [1-5] s/).waitFor();
  expect(await page.getByRole('status').allInnerTexts()).toContain(
    'Training starts by itself in a few seconds. Press any key to prevent it.',
  );
  await page.keyboard.press('Shift');
  await page.getByText(/Starts by itself/).waitFor({ state: 'detached' });
  await page.waitForTimeout(6000);
  await expect.poll(() => button(page, 'Start').isEnabled(), PATIENCE).toBe(true);
  await page.close();
});

fullTest('a page that is left alone starts by itself, and the recorded sweep makes way', async () => {
  const page = await onGpu();
  await button(page, 'Pause').waitFor();
  expect(await page.getByText(/Recorded on/).count()).toBe(0);
  await page.close();
});

fullTest('“Don’t start” prevents the start', async () => {
  const page = await onGpu();
  // A mouse that moves to the button already prevents the start.
  await button(page, 'Don’t start').dispatchEvent('click');
  await page.waitForTimeout(6000);
  await expect.poll(() => button(page, 'Start').isEnabled(), PATIENCE).toBe(true);
  await page.close();
});

fullTest('reduced motion, and a link that does not ask for it, start nothing', async () => {
  const still = await site.meet({ reducedMotion: 'reduce' }, 'localhost', likeAGpu);
  const linked = await onGpu(FRAGMENT);
  for (const page of [still, linked]) {
    await button(page, 'Start').waitFor();
    await page.waitForTimeout(6000);
    expect(await page.getByText(/Starts by itself/).count()).toBe(0);
    await expect.poll(() => button(page, 'Start').isEnabled(), PATIENCE).toBe(true);
    await page.close();
  }
});

fullTest('a software adapter shows the recorded sweep and waits for Start', async () => {
  const page = await site.meet();
  await page.getByText(/^Recorded on/).waitFor();
  await page.waitForTimeout(6000);
  expect(await page.getByText(/Starts by itself/).count()).toBe(0);
  await expect.poll(() => button(page, 'Start').isEnabled(), PATIENCE).toBe(true);
  await page.close();
});

fullTest('axe finds nothing wrong in a recorded sweep', async () => {
  const page = await site.meet();
  await page.getByText(/^Recorded on/).waitFor();
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
  await page.close();
});

fullTest(
  'a page without an adapter explores and fits the recorded sweep, and lets it be taken away',
  async () => {
    const bare = await Site.open({ adapter: 'none' });
    const page = await bare.meet();
    await page.getByText('The browser has WebGPU but offers no GPU').first().waitFor();
    await page.getByText(/everything here can be explored and fitted/).waitFor();
    await expect.poll(() => page.locator('scaling-chart path.law').count(), PATIENCE).toBe(1);
    expect(await button(page, 'Start').isDisabled()).toBe(true);
    expect(await button(page, 'Download data').isEnabled()).toBe(true);
    await bare.close();
  },
);

let swept: Page;

fullTest('a link that asks for it counts down and starts, and the smallest model’s loss moves', async () => {
  swept = await site.meet({}, 'localhost', likeAGpu, `${FRAGMENT}&start=countdown`);
  await swept.getByText(/Starts by itself in [1-5] s/).waitFor();
  await button(swept, 'Pause').waitFor();
  await swept.getByText(/Width 12: training, step \d+ of 200/).waitFor();
  await swept
    .getByText(/steps\/s · [\d.]+K? tokens\/s/)
    .first()
    .waitFor();
  expect(await swept.locator('loss-chart path.curve').count()).toBeGreaterThan(0);
});

fullTest('its dot lands, the next width trains, and the first text appears', async () => {
  await swept.locator('sample-ladder li').first().waitFor();
  expect(await swept.locator('scaling-chart path.dot').count()).toBeGreaterThan(0);
  await swept.getByText(/Training width (16|20), [23] of 5/).waitFor();
});

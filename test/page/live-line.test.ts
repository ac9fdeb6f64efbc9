import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PATIENCE, Site } from '../harness/page/site.ts';

/**
 * Five small widths on the real text, each for 600 steps. With the usual kernels the software adapter trains them to the same
 * bits every time: four of them give a law whose prediction for the fifth is narrow enough to be tested.
 */
const FRAGMENT =
  '#experiment=widths&size=quick&widths=12%2C+16%2C+20%2C+24%2C+32&context=16&batch=8&tokens=76800&kernels=usual';

/** What the last run had when its prediction was first in the state. */
interface Seen {
  readonly state: string;
  readonly step: number;
  readonly low: number;
  readonly high: number;
}

/** Code for the page is text, because the page itself imports its modules. */
const LAB = `document.querySelector('loglog-app').lab`;

/** With other work on the machine it takes several minutes. */
const SWEEP = { timeout: 300_000 };

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
  page = await site.meet({ reducedMotion: 'reduce' }, 'localhost', async () => {}, FRAGMENT);
  await page.getByText('No GPU here').waitFor();
  await page.evaluate(`${LAB}.subscribe(() => {
    const last = ${LAB}.state.runs.at(-1);
    if (last.prediction !== null) window.firstSeen ??= { state: last.state, step: last.step, ...last.prediction };
  })`);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
});
afterAll(() => site.close());

const drawn = (mark: string): Promise<number> => page.locator(`scaling-chart path.${mark}`).count();
const last = <Value>(of: string): Promise<Value> =>
  page.evaluate<Value>(`(({ prediction, evaluations, state }) => (${of}))(${LAB}.state.runs.at(-1))`);

test('a live sweep draws its line, and a ring for the next width before that is trained', async () => {
  await page.locator('scaling-chart path.ring.pending').waitFor({ state: 'attached', ...SWEEP });
  expect(await drawn('law')).toBe(1);
  expect(await last('state')).not.toBe('finished');
  expect(await page.evaluate<Seen>('window.firstSeen')).toMatchObject({ state: 'queued', step: 0 });
  await page.getByText(/Training width 32, 5 of 5\. The line predicts 2\.\d+.* for it\./).waitFor(SWEEP);
});

test('the width lands in its ring, which the page marks and says', async () => {
  await page.locator('scaling-chart path.ring.covered').waitFor({ state: 'attached', ...SWEEP });
  const { low, high } = await page.evaluate<Seen>('window.firstSeen');
  const loss = await last<number>('evaluations.at(-1).losses[0]');
  expect(loss).toBeGreaterThan(low);
  expect(loss).toBeLessThan(high);
  expect(await last('[prediction.low, prediction.high]')).toEqual([low, high]);
  expect(await page.locator('scaling-chart text.verdict').allTextContents()).toEqual(['✓']);
  await page.locator('law-headline').getByText('1 of 1 prediction held.').waitFor(PATIENCE);
});

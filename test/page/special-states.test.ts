import { afterEach, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import { closePanel, PATIENCE, Site } from '../harness/page/site.ts';
import { SPECIAL_STATES } from '../harness/page/special-states.ts';

let site: Site | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

test.each(SPECIAL_STATES)('$name: the page says what has happened and the next step', async (state) => {
  site = await Site.open(state.site);
  const page = await state.make(site);
  await page.locator('loglog-app').getByText(state.says).first().waitFor(PATIENCE);
  await page.locator('sweep-stage').getByText(state.next).first().waitFor(PATIENCE);
  if (state.advice !== undefined) {
    await page.locator('sweep-stage').getByRole('button', { name: state.next }).click();
    await page.locator('adapter-line').getByText(state.advice).waitFor(PATIENCE);
    await closePanel(page);
  }
  expect(await page.locator('sweep-stage svg[role="img"]').count()).toBeGreaterThan(0);
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
});

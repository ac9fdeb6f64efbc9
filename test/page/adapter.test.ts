import type { Page } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { absentWords } from '../../src/page/setup/adapter-words.ts';
import { platformOf } from '../../src/page/setup/platform.ts';
import { violations } from '../harness/page/axe.ts';
import { closePanel, openPanel, OTHER_MACHINE, Site, type SiteOptions } from '../harness/page/site.ts';
import { withoutWebGpu } from '../harness/page/special-states.ts';

let site: Site | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function visit(options: SiteOptions, host?: string): Promise<Page> {
  site = await Site.open(options);
  return site.visit({}, host);
}

type Cause = Parameters<typeof absentWords>[0]['cause'];

/** Whether the page names this cause, opens the next step, disables Start and still shows its axes. */
async function tells(page: Page, cause: Cause): Promise<boolean> {
  const agent = await page.evaluate(() => navigator.userAgent);
  const { title, next } = absentWords({ cause }, platformOf({ userAgent: agent, maxTouchPoints: 0 }));
  await page.locator('sweep-stage').getByText(title).waitFor();
  await page.locator('sweep-stage').getByRole('button', { name: 'What to do' }).click();
  await page.locator('adapter-line').getByText(next).waitFor();
  await closePanel(page);
  const axes = await page.locator('scaling-chart svg').count();
  return axes === 1 && (await page.getByRole('button', { name: 'Start' }).isDisabled());
}

test('a browser without a GPU says so, with the next step, and Start is off', async () => {
  const page = await visit({ adapter: 'none' });
  expect(await tells(page, 'no-adapter')).toBe(true);
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
});

test('a browser without WebGPU says so', async () => {
  site = await Site.open();
  const page = await site.visit({}, 'localhost', withoutWebGpu);
  expect(await tells(page, 'no-webgpu')).toBe(true);
});

test('plain http from another machine is named as the cause', async () => {
  expect(await tells(await visit({}, OTHER_MACHINE), 'insecure-context')).toBe(true);
});

test('an adapter that was missing is found when the browser is asked again', async () => {
  site = await Site.open();
  const page = await site.visit({}, 'localhost', async (visited) => {
    await visited.route(/trainer\.worker/, async (route) => {
      const response = await route.fetch();
      // The first request finds nothing; later ones ask the browser.
      const late =
        'const ask = GPU.prototype.requestAdapter; let asked = 0;' +
        'GPU.prototype.requestAdapter = function (...rest) { return asked++ === 0 ? Promise.resolve(null) : ask.apply(this, rest); };';
      await route.fulfill({ response, body: `${late}\n${await response.text()}` });
    });
  });
  await openPanel(page, 'What trains');
  await page.getByRole('button', { name: 'Ask again' }).click();
  await page.getByText('a software adapter on the CPU').waitFor();
  await closePanel(page);
  expect(await page.getByRole('button', { name: 'Start' }).isEnabled()).toBe(true);
});

test('a worker whose script cannot be loaded ends in words', async () => {
  site = await Site.open();
  const page = await site.visit({}, 'localhost', async (visited) => {
    await visited.route(/trainer\.worker/, (route) => route.abort());
  });
  const said = page.locator('sweep-stage').getByText('Training is no longer possible');
  await said.waitFor();
  expect(await said.innerText()).toContain('its script could not be loaded');
  expect(await page.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
});

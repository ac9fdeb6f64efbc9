import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import { closePanel, openPanel, PATIENCE, Site, typeSettings } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
  await page.getByText('No GPU here').waitFor();
});
afterAll(() => site.close());

test('a refused value has its rule at the field, and Start moves the focus there instead of starting', async () => {
  await typeSettings(page, { widths: '40, 48' });
  await page.getByLabel('Heads are set').selectOption('by number');
  await typeSettings(page, { heads: '5' });
  const field = page.getByRole('textbox', { name: 'Heads H' });
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  const described = (await field.getAttribute('aria-describedby')) ?? '';
  expect(described).toContain('heads-refusal');
  expect(await page.locator('#heads-refusal').innerText()).toBe('heads must divide width: 48 % 5 = 3');
  await closePanel(page);
  await page.getByRole('button', { name: 'Start' }).click();
  await expect.poll(() => field.evaluate((element) => element.matches(':focus')), PATIENCE).toBe(true);
  expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
  expect(await page.locator('sweep-stage').getByText('A setting is refused.').count()).toBe(1);
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
});

test('the rule disappears as soon as the value is valid, and the runs change', async () => {
  await typeSettings(page, { heads: '2' });
  await page.locator('#heads-refusal').waitFor({ state: 'detached' });
  expect(await page.getByRole('row').count()).toBe(3);
});

test('typed text stays as it was typed', async () => {
  await page.locator('settings-form #tokens').fill('');
  await page.locator('settings-form #tokens').pressSequentially('2.5M');
  expect(await page.locator('settings-form #tokens').inputValue()).toBe('2.5M');
  await page.getByText(/2,441 steps of 1,024 tokens/).waitFor();
});

test('every control of the page is reached by the keyboard alone', async () => {
  const fresh = await site.visit();
  await fresh.getByText('No GPU here').waitFor();
  const reached: string[] = [];
  for (let i = 0; i < 30; i++) {
    await fresh.keyboard.press('Tab');
    const name = await fresh.evaluate<string>(`(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active.tagName + ' ' + (active.name || active.innerText || active.id || '').split('\\n')[0].trim();
    })()`);
    reached.push(name);
  }
  for (const name of [
    'BUTTON Widths',
    'BUTTON Calculator',
    'BUTTON History',
    'BUTTON Menu',
    'BUTTON Start',
    'INPUT over',
    'BUTTON Runs',
  ])
    expect(reached).toContain(name);
});

test('the page says that a trainer cannot be loaded, and Start is off', async () => {
  const broken = await site.visit({}, 'localhost', async (fresh) => {
    await fresh.route(/trainer\.worker/, (route) => route.abort());
  });
  await broken.locator('sweep-stage').getByText('Training is no longer possible: ').waitFor();
  expect(await broken.getByRole('status').innerText()).toContain('The process that trains has ended');
  expect(await broken.getByRole('button', { name: 'Start' }).isDisabled()).toBe(true);
});

test('a sweep for a number of minutes is suggested with its expected interval, and appears in the form', async () => {
  await openPanel(page, 'Settings');
  const minutes = page.getByLabel('The best sweep for');
  await minutes.fill('none');
  await page.getByText('Minutes must be a number above 0, up to 10,080: none').waitFor();
  await minutes.fill('1');
  await page.getByRole('button', { name: 'Suggest' }).click();
  await page.getByText(/No sweep: a sweep of 8 widths costs at least \d+ seconds/).waitFor();
  await minutes.fill('240');
  await page.getByRole('button', { name: 'Suggest' }).click();
  const said = page.locator('sweep-suggestion').getByText(/widths of .* tokens.* they should give it within/);
  await said.waitFor({ timeout: 30_000 });
  const count = Number((await said.innerText()).split(' ')[0]);
  const widths = await page.getByLabel('Widths d').inputValue();
  expect(widths.split(',')).toHaveLength(count);
});

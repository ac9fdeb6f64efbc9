import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violations } from '../harness/page/axe.ts';
import {
  chooseExperiment,
  closePanel,
  fillSettings,
  openPanel,
  openTab,
  OTHER_MACHINE,
  PATIENCE,
  Site,
  TINY_SWEEP,
  typeSettings,
} from '../harness/page/site.ts';

let site: Site;

beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const SWEEP = { timeout: 300_000 };
const TEXT = '**/corpora/**';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
/** The words of the button that has the focus. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.textContent.trim() ?? '';
  });

test('Zipf starts over plain http from another machine, and counts its words', async () => {
  const page = await site.visit({}, OTHER_MACHINE);
  await page.getByText('This address is not secure').waitFor();
  await chooseExperiment(page, 'Zipf');
  await button(page, 'Start').click();
  await page.locator('rank-chart svg[role="img"]').waitFor();
  await page.locator('experiment-conclusion').getByText('Reproduced').waitFor();
  expect(await page.locator('rank-chart desc').textContent()).toContain('Law: f');
  await page.close();
});

test('a text that cannot be loaded stops the sweep once, beside Start, and Resume trains it later', async () => {
  const page = await site.visit();
  await page.route(TEXT, (route) => route.abort());
  await fillSettings(page, { ...TINY_SWEEP, widths: '12, 16' });
  await button(page, 'Start').click();
  await page.locator('sweep-stage').getByText('The text could not be loaded').waitFor();
  expect(await page.getByRole('cell', { name: 'queued', exact: true }).count()).toBe(2);
  expect(await page.getByText(/failed/).count()).toBe(0);
  for (const scheme of ['light', 'dark'] as const) expect(await violations(page, scheme)).toEqual([]);
  await page.unroute(TEXT);
  await button(page, 'Resume').click();
  await button(page, 'Start again').waitFor(SWEEP);
  expect(await page.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(2);
  expect(await page.locator('sweep-stage').getByText('The text could not be loaded').count()).toBe(0);
  await page.close();
});

test('a model that no buffer holds is named in the form before Start, and Start is refused until it is gone', async () => {
  const page = await site.visit({}, 'localhost', async (visited) => {
    await visited.route(/trainer\.worker/, async (route) => {
      const response = await route.fetch();
      const small =
        "for (const [name, value] of [['maxBufferSize', 2 ** 25], ['maxStorageBufferBindingSize', 2 ** 24]])" +
        ' Object.defineProperty(GPUSupportedLimits.prototype, name, { get: () => value });';
      await route.fulfill({ response, body: `${small}\n${await response.text()}` });
    });
  });
  await page.getByText('No GPU here').waitFor();
  await typeSettings(page, { ...TINY_SWEEP, widths: '12, 512', batch: '512', tokens: '4M' });
  const refusal = page.locator('settings-form .refusal').filter({ visible: true });
  await refusal.getByText(/of 2 runs do not fit into the memory of this GPU: .*16,777,216/).waitFor();
  const beside = page.locator('sweep-stage .now > .words');
  expect(await beside.innerText()).toMatch(
    /^Start is refused: \d of 2 runs do not fit .*: the [a-z ]+ take /,
  );
  expect(await page.locator('sweep-progress p').count()).toBe(0);
  await closePanel(page);
  await button(page, 'Start').click();
  await page.locator('settings-form [aria-invalid="true"]').waitFor();
  expect(await page.locator('settings-form [aria-invalid="true"]').count()).toBe(1);
  expect(await button(page, 'Pause').count()).toBe(0);
  await typeSettings(page, TINY_SWEEP);
  await expect.poll(() => refusal.count(), PATIENCE).toBe(0);
  await page.close();
});

test('the keyboard stays on Start while it becomes Pause, Resume and Start again, and finds Undo', async () => {
  const page = await site.visit();
  await fillSettings(page, { ...TINY_SWEEP, widths: '12', tokens: '1M' });
  await button(page, 'Start').focus();
  for (const [key, next] of [
    ['Enter', 'Pause'],
    ['Space', 'Resume'],
    ['Space', 'Pause'],
  ] as const) {
    await page.keyboard.press(key);
    await button(page, next).waitFor();
    expect(await focused(page)).toBe(next);
  }
  await button(page, 'Stop').focus();
  await page.keyboard.press('Enter');
  await button(page, 'Start again').waitFor();
  await expect.poll(() => focused(page), PATIENCE).toBe('Start again');
  await openPanel(page, 'History');
  await page.locator('history-row').getByRole('button', { name: 'Delete' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page), PATIENCE).toBe('Undo');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page), PATIENCE).toMatch(/^History/);
  await button(page, 'Delete all').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page), PATIENCE).toBe('Keep them');
  await page.keyboard.press('Enter');
  await expect.poll(() => focused(page), PATIENCE).toMatch(/^History/);
  await page.locator('history-row').getByRole('button', { name: 'Rename' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect.poll(() => focused(page), PATIENCE).toBe('Rename');
  await page.close();
});

test('the address is the link of what is shown, and back shows what was shown', async () => {
  const page = await site.visit();
  await page.getByText('No GPU here').waitFor();
  expect(new URL(page.url()).hash).toBe('');
  await chooseExperiment(page, 'Calculator');
  await button(page, 'Start').click();
  await page.locator('experiment-conclusion').getByText('Reproduced').waitFor();
  expect(new URL(page.url()).hash).toMatch(/^#experiment=calculator&size=quick/);
  await chooseExperiment(page, 'Depth');
  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#experiment=depth/);
  expect((await page.locator('experiment-conclusion').innerText()).trim()).toBe('');
  await page.goBack();
  await page.locator('experiment-conclusion').getByText('Reproduced').waitFor();
  expect(await page.getByRole('button', { name: 'Experiment: Calculator' }).count()).toBe(1);
  await page.reload();
  await page.locator('experiment-conclusion').getByText('Reproduced').waitFor();
  expect(new URL(page.url()).hash).toMatch(/^#experiment=calculator&size=quick/);
  await page.close();
});

test('an idle second tab says what is true and can be used; the run of the first one resumes there', async () => {
  const first = await site.visit();
  await first.getByText('No GPU here').waitFor();
  const opening = first.waitForEvent('popup');
  await first.evaluate(() => void window.open(location.href));
  const second = await opening;
  second.setDefaultTimeout(PATIENCE.timeout);
  await second.getByText('This page is open in another tab. Only one tab').first().waitFor();
  for (const scheme of ['light', 'dark'] as const) expect(await violations(second, scheme)).toEqual([]);
  await fillSettings(first, { ...TINY_SWEEP, widths: '12', tokens: '1M' });
  await button(first, 'Start').click();
  await second.getByText('Training in another tab').first().waitFor();
  await first
    .getByText(/training, step [1-9]\d* of/)
    .first()
    .waitFor();
  await button(second, 'Use this tab').click();
  await button(second, 'Resume').waitFor();
  await first
    .getByText(/Training in another tab|This page is used in another tab now/)
    .first()
    .waitFor();
  expect(await second.getByRole('cell', { name: /paused, step [1-9]/ }).count()).toBe(1);
  await button(second, 'Resume').click();
  await second
    .getByText(/training, step [1-9]\d* of/)
    .first()
    .waitFor();
  await button(second, 'Stop').click();
  await button(second, 'Start again').waitFor();
  await first.context().close();
});

test('after a reload a person chooses which model writes', async () => {
  const page = await site.visit();
  await fillSettings(page, { ...TINY_SWEEP, widths: '12, 16' });
  await button(page, 'Start').click();
  await button(page, 'Start again').waitFor(SWEEP);
  await page.reload();
  await page.getByText('No GPU here').waitFor();
  await openTab(page, 'Samples');
  const panel = page.locator('sample-panel');
  await panel.locator('li').nth(1).waitFor();
  const before = await panel.locator('li').count();
  await panel.locator('select').selectOption({ label: 'Width 12' });
  await panel.getByRole('button', { name: 'Write' }).click();
  await expect.poll(() => panel.locator('li').count(), PATIENCE).toBe(before + 1);
  expect(await panel.locator('li').first().innerText()).toContain('width 12 after 60 steps');
  for (const scheme of ['light', 'dark'] as const) expect(await violations(page, scheme)).toEqual([]);
  await page.close();
});

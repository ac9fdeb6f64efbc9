import { Buffer } from 'node:buffer';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { benchmarkJson } from '../../../src/benchmark/result/benchmark-json.ts';
import { summaryLink } from '../../../src/benchmark/result/summary-link.ts';
import { summarise } from '../../../src/benchmark/stats/summarise.ts';
import type { BenchmarkResult } from '../../../src/benchmark/result.ts';
import { resultOfMachine } from '../../harness/benchmark/benchmark-results.ts';
import { violations } from '../../harness/page/axe.ts';
import { likeAGpu } from '../../harness/page/like-a-gpu.ts';
import { closePanel, openPanel, PATIENCE, Site } from '../../harness/page/site.ts';

let site: Site;

beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

/** A machine half as fast as the reference. */
const MINE = resultOfMachine(2, {
  machine: { adapter: 'Mine', software: false, browser: 'Chrome 148', system: 'Linux', label: '' },
});

function others(label: string, times: number, made = MINE.made): BenchmarkResult {
  const { machine } = MINE;
  return resultOfMachine(times, {
    made,
    seed: made % 1000,
    machine: { ...machine, adapter: 'Theirs', label },
  });
}

/** The page in a profile of its own, whose last result is this one. */
async function pageWith(kept: BenchmarkResult | null, fragment = '#benchmark'): Promise<Page> {
  return site.meet(
    { permissions: ['clipboard-read', 'clipboard-write'], reducedMotion: 'reduce' },
    'localhost',
    async (fresh) => {
      if (kept !== null) await fresh.addInitScript(keep, benchmarkJson(kept));
    },
    fragment,
  );
}

/** Runs in the page, before its scripts. */
function keep(json: string): void {
  if (sessionStorage.getItem('kept') === null) localStorage.setItem('loglog-benchmark', json);
  sessionStorage.setItem('kept', 'yes');
}

const card = (page: Page): Locator => page.getByRole('region', { name: 'Result of this machine' });
const compare = (page: Page): Locator => page.getByRole('region', { name: 'Compare machines' });
const clipboard = (page: Page): Promise<string> => page.evaluate('navigator.clipboard.readText()');

async function take(page: Page, text: string): Promise<void> {
  await compare(page).getByRole('textbox').fill(text);
  await compare(page).getByRole('button', { name: 'Compare', exact: true }).click();
}

test('a link to the benchmark shows it at once, and nothing starts by itself on a GPU', async () => {
  const page = await site.meet({}, 'localhost', likeAGpu, '#benchmark');
  await page.getByRole('heading', { level: 1, name: 'Benchmark' }).waitFor();
  await page.getByRole('button', { name: 'Adapter: test gpu' }).waitFor();
  await page.waitForTimeout(7_000);
  expect(await page.locator('sweep-stage').count()).toBe(0);
  await page.getByRole('button', { name: 'Back to the experiment' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).waitFor();
  await page.waitForTimeout(7_000);
  expect(await page.evaluate(`document.querySelector('loglog-app').lab.state.phase`)).toBe('idle');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Benchmark' }).waitFor();
  await page.close();
});

test('a quick look runs to its end, keeps its figures over a reload, and is deleted on request', async () => {
  const page = await pageWith(null);
  await page.getByRole('button', { name: /^Quick look/ }).click();
  const run = page.getByRole('region', { name: 'The benchmark runs' });
  await run.getByRole('progressbar').waitFor();
  // Meanwhile nothing else can be chosen.
  await openPanel(page, 'Experiment');
  expect(await page.locator('experiment-picker li button').last().isDisabled()).toBe(true);
  await closePanel(page);
  await card(page).getByText('A quick look: no score').waitFor();
  await card(page)
    .getByRole('rowheader', { name: /^64\/2( \(unstable\))?$/ })
    .waitFor();
  const figures = await card(page).getByRole('region', { name: 'Figures of every model' }).innerText();
  await card(page).getByLabel('Label').fill('my laptop');
  await page.reload();
  await card(page).waitFor();
  expect(await card(page).getByRole('region', { name: 'Figures of every model' }).innerText()).toBe(figures);
  expect(await card(page).getByLabel('Label').inputValue()).toBe('my laptop');
  await card(page).getByRole('button', { name: 'Delete this result' }).click();
  await card(page).getByRole('button', { name: 'Delete it for good?' }).click();
  await card(page).waitFor({ state: 'detached' });
  await page.reload();
  await page.getByRole('button', { name: 'Run the benchmark', exact: true }).waitFor();
  expect(await card(page).count()).toBe(0);
  await page.close();
});

test('a quick look does not take the place of a whole result', async () => {
  const page = await pageWith(MINE);
  await page.getByRole('button', { name: /^Quick look/ }).click();
  await card(page).getByText('A quick look: no score').waitFor();
  expect(await card(page).locator('roofline-chart').count()).toBe(0);
  await card(page).getByRole('button', { name: 'Back to the whole result' }).click();
  await card(page).getByRole('paragraph').filter({ hasText: /^500$/ }).waitFor();
  await page.reload();
  await card(page).getByRole('paragraph').filter({ hasText: /^500$/ }).waitFor();
  await page.close();
});

test('a label is one visible line, and a file with a wrong loss is refused a place among the bars', async () => {
  const page = await pageWith(MINE);
  await card(page).getByLabel('Label').fill('  \u202eevil\u0007  ');
  await card(page).getByLabel('Label').press('Enter');
  await expect.poll(() => card(page).getByLabel('Label').inputValue()).toBe('�evil�');
  const wrong = others('cheat', 0.001);
  const [first] = wrong.entries;
  if (first === undefined) throw new Error('a result has entries');
  const entries = [{ ...first, losses: first.losses.with(0, 9) }, ...wrong.entries.slice(1)];
  await take(page, benchmarkJson({ ...wrong, entries }));
  const row = compare(page).getByRole('listitem').filter({ hasText: 'cheat' });
  await row.getByText(/A void result is not compared\. The loss of 32\/2 left the recorded curve/).waitFor();
  expect(await compare(page).locator('compare-chart svg.scene').innerHTML()).not.toContain('cheat');
  await compare(page).getByRole('button', { name: 'Compare', exact: true }).click();
  await compare(page).getByText('Paste a link or a result first.').waitFor();
  await page.close();
});

test('a benchmark that is stopped or left has no result, and says so', async () => {
  const page = await pageWith(null);
  await page.getByRole('button', { name: 'Run the benchmark', exact: true }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByText('Stopped before the end, so there is no result.').waitFor();
  await page.getByRole('button', { name: /^Quick look/ }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Back to the experiment' }).click();
  await page.locator('sweep-stage').waitFor();
  await page.goBack();
  await page.getByText('You left the benchmark before its end, so there is no result.').waitFor();
  expect(await card(page).count()).toBe(0);
  await page.close();
});

test('a result goes by its link into the comparison of another profile, and into the text for a forum', async () => {
  const theirs = await pageWith(others('desk "3" <b>', 1));
  await card(theirs).getByRole('button', { name: 'Copy link' }).click();
  await theirs.getByText('Link copied').waitFor();
  const link = await clipboard(theirs);
  expect(link.length).toBeLessThanOrEqual(700);
  await card(theirs).getByRole('button', { name: 'Copy text' }).click();
  await theirs.getByText('Text copied').waitFor();
  const text = await clipboard(theirs);
  expect(text).toContain('score 1,000');
  expect(text).toContain('desk "3" <b>: Theirs');
  expect(text).toContain(link);
  await theirs.close();

  const page = await pageWith(MINE, new URL(link).hash);
  const row = compare(page).getByRole('listitem').filter({ hasText: 'desk "3" <b>' });
  await row.getByText(/^By its score it is 2 times as fast as this machine \(95 % interval .*\)\./).waitFor();
  await compare(page)
    .getByRole('img', { name: /Machines compared/ })
    .waitFor();
  expect(await page.evaluate('location.hash')).toBe(new URL(link).hash);
  await page.close();

  const reader = await pageWith(MINE);
  await take(reader, text);
  await compare(reader).getByRole('listitem').filter({ hasText: 'desk "3" <b>' }).waitFor();
  expect(await compare(reader).getByRole('textbox').inputValue()).toBe('');
  await reader.close();
});

test('equal machines are within noise, and a result is compared once', async () => {
  const page = await pageWith(MINE);
  const link = await summaryLink(summarise(others('twin', 2.002)), 'https://somewhere.example/');
  await take(page, `${link}\n${link}`);
  const row = compare(page).getByRole('listitem').filter({ hasText: 'twin' });
  await row.getByText(/The difference is within noise/).waitFor();
  expect(await row.count()).toBe(1);
  await row.getByRole('button', { name: 'Remove twin' }).click();
  await row.waitFor({ state: 'detached' });
  await page.close();
});

test('a changed link and a foreign file are refused in words, stay in the box, and nothing else is lost', async () => {
  const page = await pageWith(MINE);
  const link = await summaryLink(summarise(others('honest', 1)), 'https://somewhere.example/');
  await take(page, link);
  await compare(page).getByRole('listitem').filter({ hasText: 'honest' }).waitFor();
  const at = link.indexOf('LB1') + 20;
  const changed = `${link.slice(0, at)}${link[at] === 'A' ? 'B' : 'A'}${link.slice(at + 1)}`;
  await take(page, changed);
  await compare(page)
    .getByText(/changed on the way: their checksum/)
    .waitFor();
  expect(await compare(page).getByRole('textbox').inputValue()).toBe(changed);
  const buffer = Buffer.from('{"format":"loglog-benchmark","version":1}');
  await page
    .getByLabel('results of others', { exact: true })
    .setInputFiles({ name: '<img src=x>.json', mimeType: 'application/json', buffer });
  await compare(page)
    .getByText(/^<img src=x>\.json: /)
    .waitFor();
  await compare(page).getByRole('listitem').filter({ hasText: 'honest' }).waitFor();
  expect(await page.locator('sweep-stage').count()).toBe(0);
  await page.close();
});

test('a result of another standard is shown and not compared', async () => {
  const page = await pageWith(MINE);
  const other = { ...summarise(others('elsewhere', 1)), standard: '0123456789abcdef' };
  await take(page, await summaryLink(other, 'https://somewhere.example/'));
  const row = compare(page).getByRole('listitem').filter({ hasText: 'elsewhere' });
  await row.getByText(/only results of one standard are compared/).waitFor();
  expect(await compare(page).locator('compare-chart svg.scene').innerHTML()).not.toContain('elsewhere');
  await page.close();
});

test('card and roofline leave as files', async () => {
  const page = await pageWith(MINE);
  const saved = async (name: string): Promise<[name: string, text: string]> => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      card(page).getByRole('button', { name }).click(),
    ]);
    const stream = await download.createReadStream();
    const parts: Buffer[] = [];
    for await (const part of stream) parts.push(part as Buffer);
    return [download.suggestedFilename(), Buffer.concat(parts).toString('latin1')];
  };
  const [svg, drawing] = await saved('Save SVG');
  expect(svg).toBe('loglog-benchmark.svg');
  expect(drawing).toContain('500');
  const [png, picture] = await saved('Save PNG');
  expect([png, picture.slice(1, 4)]).toEqual(['loglog-benchmark.png', 'PNG']);
  const [json, content] = await saved('Save JSON');
  expect([json, JSON.parse(content)]).toMatchObject([
    'loglog-benchmark.json',
    { format: 'loglog-benchmark' },
  ]);
  const [csv, table] = await saved('Save CSV');
  expect([csv, table.split('\r\n').length]).toEqual(['loglog-benchmark.csv', MINE.entries.length + 2]);
  await page.close();
});

test.each([
  ['a score', MINE],
  ['reasons', { ...MINE, circumstances: { hidden: true, gaps: 2, throttled: '' } }],
])('axe finds nothing wrong with a card with %s beside others, light or dark', async (_, kept) => {
  const page = await pageWith(kept);
  await take(page, await summaryLink(summarise(others('another', 1)), 'https://somewhere.example/'));
  await compare(page).getByRole('listitem').filter({ hasText: 'another' }).waitFor();
  expect(await violations(page, 'light')).toEqual([]);
  expect(await violations(page, 'dark')).toEqual([]);
  await page.close();
});

test('a person reaches the benchmark, runs it and stops it by keys alone', async () => {
  const page = await site.visit();
  await page.getByRole('button', { name: 'Benchmark', exact: true }).focus();
  await page.keyboard.press('Enter');
  const quick = page.getByRole('button', { name: /^Quick look/ });
  // Before the browser has given its adapter, the button is disabled and takes no focus.
  await expect.poll(() => quick.isEnabled(), PATIENCE).toBe(true);
  await quick.focus();
  await page.keyboard.press('Enter');
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  await expect.poll(() => stop.evaluate((element) => element.matches(':focus')), PATIENCE).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByText('Stopped before the end').waitFor();
  const again = page.getByRole('button', { name: 'Run the benchmark', exact: true });
  await expect.poll(() => again.evaluate((element) => element.matches(':focus')), PATIENCE).toBe(true);
  await page.close();
});

test.each([320, 390, 768, 1440])('at %i px nothing overflows', async (width) => {
  const page = await pageWith(MINE);
  await page.setViewportSize({ width, height: 844 });
  await card(page).waitFor();
  const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
  await expect.poll(() => page.evaluate<number>(overflow), PATIENCE).toBe(0);
  await page.close();
});

test('without an adapter the page says so, and still compares', async () => {
  const bare = await Site.open({ adapter: 'none' });
  const page = await bare.meet({}, 'localhost', async () => {}, '#benchmark');
  await page.getByText('The browser has WebGPU but offers no GPU.').waitFor();
  expect(await page.getByRole('button', { name: 'Run the benchmark' }).isDisabled()).toBe(true);
  await take(page, await summaryLink(summarise(others('far', 1)), 'https://somewhere.example/'));
  await compare(page).getByRole('listitem').filter({ hasText: 'far' }).waitFor();
  await bare.close();
});

import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillSettings, PATIENCE, Site, TINY_SWEEP } from '../harness/page/site.ts';

let site: Site;
let page: Page;

beforeAll(async () => {
  site = await Site.open();
  page = await site.visit();
});
afterAll(() => site.close());

const finished = (): Promise<number> => page.getByRole('cell', { name: 'finished', exact: true }).count();

/** The loss of a run in the table, by the number of its row. */
const lossOf = (row: number): Promise<string> => page.locator('run-table td.loss').nth(row).innerText();

/** Starts two runs; the second is far from its end when the first has finished. */
async function startTwo(on: Page): Promise<void> {
  await fillSettings(on, { ...TINY_SWEEP, widths: '8, 12', tokens: '128000' });
  await on.getByRole('button', { name: 'Start' }).click();
}

test('after a reload the finished run has its loss and curve, and the unfinished one is paused', async () => {
  await startTwo(page);
  await page.getByText(/Width 12: (training, |evaluating after )step [1-9]/).waitFor();
  expect(await finished()).toBe(1);
  const loss = await lossOf(0);
  // A pause saves a checkpoint.
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText(/Width 12: paused/).waitFor();
  await page.waitForTimeout(1500);
  await page.reload();
  await page.getByText('Interrupted: 1 of 2 finished').waitFor();
  await expect.poll(finished, PATIENCE).toBe(1);
  expect(await lossOf(0)).toBe(loss);
  expect(await page.getByRole('cell', { name: /^paused, step [1-9]\d* of 1,000$/ }).count()).toBe(1);
  expect(await page.locator('loss-chart path.curve').count()).toBe(2);
});

test('a resumed sweep trains to its end and survives the next reload', async () => {
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(finished, PATIENCE).toBe(2);
  await page.getByRole('button', { name: 'Start again' }).waitFor();
  const losses = [await lossOf(0), await lossOf(1)];
  await page.reload();
  await page.getByText('Ended: 2 of 2 finished').waitFor();
  expect([await lossOf(0), await lossOf(1)]).toEqual(losses);
});

test('a model trained in an earlier visit is exported in files of the right length', async () => {
  const saved = async (file: string): Promise<Buffer> => {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: `of Width 8, ${file}` }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(file);
    return readFile(await download.path());
  };
  expect(JSON.parse((await saved('config.json')).toString())).toMatchObject({ hidden_size: 8 });
  const weights = await saved('model.safetensors');
  const header = Number(weights.readBigUInt64LE());
  const entries = JSON.parse(weights.subarray(8, 8 + header).toString()) as Record<
    string,
    { data_offsets?: number[] }
  >;
  const ends = Object.values(entries).map(({ data_offsets: offsets }) => offsets?.[1] ?? 0);
  expect(weights.length).toBe(8 + header + Math.max(...ends));
});

test('the results are saved as a table with a row for each model', async () => {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save results as CSV' }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('loglog-widths.csv');
  const lines = (await readFile(await download.path())).toString().trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^run,lane,N,D,C,U,loss,/);
});

test('a second tab shows what the first has saved, and takes over when the first is closed', async () => {
  const opening = page.waitForEvent('popup');
  await page.evaluate(() => void window.open(location.href));
  const second = await opening;
  second.setDefaultTimeout(PATIENCE.timeout);
  await second.getByText('This page is open in another tab').first().waitFor();
  const rows = second.getByRole('cell', { name: 'finished', exact: true });
  await rows.nth(1).waitFor();
  expect(await rows.count()).toBe(2);
  expect(await second.getByRole('button', { name: 'Start again' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Start again' }).click();
  await second.getByRole('cell', { name: 'queued' }).first().waitFor();
  await page.goto('about:blank');
  await second.getByRole('button', { name: 'Start again' }).waitFor();
  expect(await second.getByText('This page is open in another tab').count()).toBe(0);
  page = second;
});

test('the browser refuses scripts made from text, and everything from another origin', async () => {
  const refused = await page.evaluate(async () => {
    const directives = new Set<string>();
    document.addEventListener('securitypolicyviolation', (event) => directives.add(event.effectiveDirective));
    const attempts: (() => unknown)[] = [
      () => (document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'),
      () => fetch('https://elsewhere.example/'),
      () =>
        document.head.append(
          Object.assign(document.createElement('link'), {
            rel: 'stylesheet',
            href: 'https://elsewhere.example/a.css',
          }),
        ),
    ];
    let thrown = 0;
    for (const attempt of attempts) {
      try {
        await attempt();
      } catch {
        thrown += 1;
      }
    }
    let worker = '';
    try {
      new Worker('https://elsewhere.example/worker.js').terminate();
    } catch (error) {
      worker = String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { directives: [...directives].toSorted(), thrown, worker };
  });
  expect(refused).toMatchObject({
    directives: ['connect-src', 'require-trusted-types-for', 'style-src-elem'],
    thrown: 2,
  });
  expect(refused.worker).toContain('no script is loaded from https://elsewhere.example');
});

test('without storage a sweep still trains, and a notice says that results are not saved', async () => {
  const bare = await site.visit({}, 'localhost', async (fresh) => {
    await fresh.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('storage is off', 'SecurityError');
      };
    });
  });
  await bare.getByText('Some results could not be saved on this device').waitFor();
  await fillSettings(bare, { ...TINY_SWEEP, widths: '8' });
  await bare.getByRole('button', { name: 'Start' }).click();
  await bare.getByRole('button', { name: 'Start again' }).waitFor();
  expect(await bare.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(1);
  expect(await bare.getByText('storage is off').count()).toBe(1);
  const coming = bare.waitForEvent('download');
  await bare.getByRole('button', { name: 'Save all results as JSON' }).click();
  const { runs } = JSON.parse((await readFile(await (await coming).path())).toString()) as {
    runs: unknown[];
  };
  expect(runs).toHaveLength(1);
});

test('with a full disk a sweep still trains, and a notice says why results are not saved', async () => {
  const full = await site.visit();
  await full.getByText('No GPU here').waitFor();
  const session = await full.context().newCDPSession(full);
  const { origin } = new URL(full.url());
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await fillSettings(full, { ...TINY_SWEEP, widths: '8' });
  await full.getByRole('button', { name: 'Start' }).click();
  await full.getByText("this browser's storage is full").waitFor();
  await full.getByRole('button', { name: 'Start again' }).waitFor();
  expect(await full.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(1);
});

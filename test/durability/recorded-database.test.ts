import { readdir, readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpDatabase, restoreDatabase, type DatabaseDump } from '../harness/page/database-dump.ts';
import { Site } from '../harness/page/site.ts';

const FOLDER = new URL('../fixtures/databases/', import.meta.url);
const recorded = (await readdir(FOLDER)).filter((file) => file.endsWith('.json.gz'));

let site: Site;

beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

test('a database of every version is recorded', async () => {
  const page = await site.visit();
  await page.getByText('No GPU here').waitFor();
  const { version } = await dumpDatabase(page);
  const versions = Array.from({ length: version }, (_, i) => `version-${i + 1}.json.gz`);
  expect(recorded.toSorted()).toEqual(versions);
  await page.close();
});

test.each(recorded)('every record of %s is there, and its unfinished run trains to its end', async (file) => {
  const dump = JSON.parse(gunzipSync(await readFile(new URL(file, FOLDER))).toString()) as DatabaseDump;
  const page = await site.visit({}, 'localhost', async (fresh) => {
    // An image creates no database, unlike the page itself.
    await fresh.goto(site.address('icon.svg'));
    await restoreDatabase(fresh, dump);
  });
  await page.getByText('Interrupted: 1 of 2 finished').waitFor();
  const [checkpoint] = dump.stores.find(({ name }) => name === 'checkpoints')?.records ?? [];
  const { step } = checkpoint as { step: number };
  await page.getByRole('cell', { name: `paused, step ${step} of 250` }).waitFor();
  expect(await page.locator('loss-chart path.curve').count()).toBe(2);
  for (const { name, records } of dump.stores) {
    const now = (await dumpDatabase(page)).stores.find((store) => store.name === name)?.records ?? [];
    expect(now.length).toBe(records.length);
    for (const [i, record] of records.entries()) expect(now[i]).toMatchObject(record as object);
  }
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'of Width 8, model.safetensors' }).click();
  expect((await coming).suggestedFilename()).toBe('model.safetensors');
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByText('Ended: 2 of 2 finished').waitFor();
  expect(await page.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(2);
});

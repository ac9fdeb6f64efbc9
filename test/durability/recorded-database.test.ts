import { readdir, readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dumpDatabase, restoreDatabase, type DatabaseDump } from '../harness/page/database-dump.ts';
import { PATIENCE, Site } from '../harness/page/site.ts';

const FOLDER = new URL('../fixtures/databases/', import.meta.url);
const recorded = (await readdir(FOLDER)).filter((file) => file.endsWith('.json.gz'));

let site: Site;
/** The losses of the unfinished run after it has ended, from each recorded database. */
const trained: Float32Array[] = [];

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

/** A recorded database. */
async function readDump(file: string): Promise<DatabaseDump> {
  return JSON.parse(gunzipSync(await readFile(new URL(file, FOLDER))).toString()) as DatabaseDump;
}

/** The training losses of the run that every recorded database has unfinished. */
function unfinishedCurve({ stores }: DatabaseDump): Float32Array {
  const curves = stores.find(({ name }) => name === 'curves')?.records ?? [];
  const records = curves as { run: string; losses: { float32: string } }[];
  const packed = records.find(({ run }) => run === 'sweep1/d12')?.losses.float32 ?? '';
  return new Float32Array(Uint8Array.from(Buffer.from(packed, 'base64')).buffer);
}

test.each(recorded)('every record of %s is there, and its unfinished run trains to its end', async (file) => {
  const dump = await readDump(file);
  const page = await site.visit({}, 'localhost', async (fresh) => {
    // An image creates no database, unlike the page itself.
    await fresh.goto(site.address('icon.svg'));
    await restoreDatabase(fresh, dump);
  });
  await page.getByText('Interrupted: 1 of 2 finished').waitFor();
  const [checkpoint] = dump.stores.find(({ name }) => name === 'checkpoints')?.records ?? [];
  const { step } = checkpoint as { step: number };
  await page.getByRole('cell', { name: `paused, step ${step} of 250` }).waitFor();
  await expect.poll(() => page.locator('loss-chart path.curve').count(), PATIENCE).toBe(2);
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
  const curve = async (): Promise<Float32Array> => unfinishedCurve(await dumpDatabase(page));
  await expect.poll(async () => (await curve()).length, PATIENCE).toBe(250);
  trained.push(await curve());
  await page.close();
});

test('the unfinished run trains on the windows that it was planned for, whichever version saved it', async () => {
  const before = (await Promise.all(recorded.map(readDump))).map(unfinishedCurve);
  const [longest = new Float32Array()] = before.toSorted((a, b) => b.length - a.length);
  expect(before.some(({ length }) => length < longest.length)).toBe(true);
  const [first, ...others] = trained;
  expect(trained.length).toBe(recorded.length);
  for (const other of others) expect(other).toEqual(first);
  // Another machine may round differently; another window changes a loss by far more.
  for (const [i, loss] of longest.entries()) expect(first?.[i]).toBeCloseTo(loss, 3);
});

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, preview, type PreviewServer } from 'vite';
import { launchOptions } from '../../scripts/machine/browser-flags.mjs';
import { findBrowser } from '../../scripts/machine/find-browser.mjs';
import { fillSettings, TINY_SWEEP } from '../harness/page/site.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let outDir: string;
let server: PreviewServer;
let browser: Browser;

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'loglog-build-'));
  await build({ root, logLevel: 'error', build: { outDir, emptyOutDir: true } });
  server = await preview({
    root,
    base: '/some/sub/path/',
    logLevel: 'error',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  browser = await chromium.launch(launchOptions((await findBrowser()).path));
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(outDir, { recursive: true, force: true });
});

test('the built folder holds the page, its workers and the packed texts', async () => {
  const files = await readdir(outDir, { recursive: true });
  expect(files).toContain('index.html');
  expect(files).toContain(join('corpora', 'sotu', 'training-01.txt.gz'));
  expect(files.some((file) => /trainer\.worker-.*\.js$/.test(file))).toBe(true);
  expect(files.some((file) => /analyst\.worker-.*\.js$/.test(file))).toBe(true);
});

test('the built page trains from a sub-path, requests nothing outside it, and nothing more after one model is trained', async () => {
  const page = await browser.newPage();
  const asked: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  page.on('pageerror', (error) => problems.push(error.message));
  const address = server.resolvedUrls?.local[0] ?? '';
  expect(new URL(address).pathname).toBe('/some/sub/path/');
  await page.goto(address);
  await page.getByText('No GPU here').waitFor();
  await fillSettings(page, { ...TINY_SWEEP, widths: '8, 12' });
  await page.getByRole('button', { name: 'Start' }).click();
  // Until now the table may show the recorded sweep, which is finished.
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await page.getByRole('cell', { name: 'finished', exact: true }).first().waitFor({ timeout: 300_000 });
  const loaded = asked.length;
  await page.getByRole('button', { name: 'Start again' }).waitFor({ timeout: 300_000 });
  expect(await page.getByRole('cell', { name: 'finished', exact: true }).count()).toBe(2);
  expect(asked.slice(loaded)).toEqual([]);
  expect(asked.filter((path) => !path.startsWith('/some/sub/path/'))).toEqual([]);
  expect(problems).toEqual([]);
});

/** Bytes (gzip) of all scripts that the page may ask for until its first step. */
const SCRIPT_BUDGET = 150_000;

test(`until the first step the page asks for at most ${SCRIPT_BUDGET / 1000} kB of scripts`, async () => {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  const before = new Set<string>();
  page.on('request', (request) => void askedBeforeStep(page, request.url()).then((path) => before.add(path)));
  const address = server.resolvedUrls?.local[0] ?? '';
  await page.goto(`${address}#experiment=widths&size=quick&widths=8%2C12&tokens=20480&kernels=usual`);
  await page.getByText('No GPU here').waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page
    .getByText(/\d steps\/s/)
    .first()
    .waitFor({ timeout: 300_000 });
  const scripts = [...before].filter((path) => path.endsWith('.js'));
  expect(scripts.some((path) => path.includes('trainer.worker'))).toBe(true);
  const sizes = await Promise.all(
    scripts.map(async (script) => gzipSync(await readFile(join(outDir, script)), { level: 9 }).length),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(SCRIPT_BUDGET);
});

/** The path of a file that is asked for while no run has made a step; empty for a later one. */
async function askedBeforeStep(page: Page, url: string): Promise<string> {
  const stepped = page.evaluate<boolean>(
    `document.querySelector('loglog-app')?.lab.state.recorded === null &&
      document.querySelector('loglog-app').lab.state.runs.some(({ step }) => step > 0)`,
  );
  // A request of a page that is still being opened has nothing to evaluate in.
  return (await stepped.catch(() => false)) ? '' : new URL(url).pathname.replace('/some/sub/path/', '');
}

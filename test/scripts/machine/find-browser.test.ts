import { existsSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { findBrowser } from '../../../scripts/machine/find-browser.mjs';

afterEach(() => void vi.unstubAllEnvs());

test('the browser that CHROME_PATH names is used', async () => {
  vi.stubEnv('CHROME_PATH', process.execPath);
  await expect(findBrowser()).resolves.toEqual({ path: process.execPath, source: 'CHROME_PATH' });
});

test('a CHROME_PATH that does not exist is an error that names it', async () => {
  vi.stubEnv('CHROME_PATH', '/no/such/browser');
  await expect(findBrowser()).rejects.toThrow('CHROME_PATH names /no/such/browser, which does not exist.');
});

test('a browser is found without CHROME_PATH', async () => {
  vi.stubEnv('CHROME_PATH', '');
  const { path, source } = await findBrowser();
  expect(source).not.toBe('CHROME_PATH');
  expect(existsSync(path)).toBe(true);
});

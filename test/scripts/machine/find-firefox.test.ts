import { afterEach, expect, test, vi } from 'vitest';
import { findFirefox } from '../../../scripts/machine/find-firefox.mjs';

afterEach(() => void vi.unstubAllEnvs());

test('the Firefox that FIREFOX_PATH names is used', () => {
  vi.stubEnv('FIREFOX_PATH', process.execPath);
  expect(findFirefox()).toBe(process.execPath);
});

test('a FIREFOX_PATH that does not exist is an error that names it', () => {
  vi.stubEnv('FIREFOX_PATH', '/no/such/firefox');
  expect(() => findFirefox()).toThrow('FIREFOX_PATH names /no/such/firefox, which does not exist.');
});

import { afterEach, expect, test, vi } from 'vitest';
import { findLavapipe } from '../../../scripts/machine/find-lavapipe.mjs';

afterEach(() => void vi.unstubAllEnvs());

test('the driver that VK_ICD_FILENAMES names is used', () => {
  vi.stubEnv('VK_ICD_FILENAMES', import.meta.filename);
  expect(findLavapipe()).toBe(import.meta.filename);
});

test('a VK_ICD_FILENAMES that does not exist is an error that names it', () => {
  vi.stubEnv('VK_ICD_FILENAMES', '/no/such/driver.json');
  expect(() => findLavapipe()).toThrow('VK_ICD_FILENAMES names /no/such/driver.json, which does not exist.');
});

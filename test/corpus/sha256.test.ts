import { createHash } from 'node:crypto';
import { afterEach, expect, test, vi } from 'vitest';
import { sha256Bytes } from '../../src/corpus/sha256-bytes.ts';
import { sha256 } from '../../src/corpus/sha256.ts';

afterEach(() => vi.unstubAllGlobals());

/** Bytes without a pattern that a block could hide. */
function someBytes(length: number): Uint8Array<ArrayBuffer> {
  let state = length + 1;
  return Uint8Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) >>> 16);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('the digest of %j is that of FIPS 180-4', (text, digest) => {
  expect(hex(sha256Bytes(new TextEncoder().encode(text)))).toBe(digest);
});

test('every length around one and two blocks has the digest of another program', () => {
  for (const length of [...Array.from({ length: 200 }, (_, i) => i), 4_095, 65_537, 1_000_003]) {
    const bytes = someBytes(length);
    expect(hex(sha256Bytes(bytes)), `${length} bytes`).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

test('a part of a buffer is read from its own start', () => {
  const bytes = someBytes(300).subarray(7, 207);
  expect(hex(sha256Bytes(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('a page without the browser’s own checksums gets the same ones', async () => {
  const bytes = someBytes(1000);
  const own = await sha256(bytes);
  vi.stubGlobal('crypto', {});
  expect(await sha256(bytes)).toBe(own);
});

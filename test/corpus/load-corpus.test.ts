import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type CorpusEntry, findCorpus } from '../../src/corpus/catalogue.ts';
import { loadCorpus } from '../../src/corpus/load-corpus.ts';
import { TextError } from '../../src/corpus/text-error.ts';
import { decode } from '../../src/corpus/tokenizer.ts';

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const ignore = () => undefined;

const text = 'a cab, a bad cab\n'.repeat(5000);
const packed = gzipSync(text);
const entry: CorpusEntry = {
  id: 'cab',
  title: 'A cab',
  source: 'this test',
  licence: 'none',
  file: 'corpora/cab.txt.gz',
  packedBytes: packed.length,
  packedSha256: sha256(packed),
  bytes: text.length,
  sha256: sha256(Buffer.from(text)),
  alphabet: '\n ,abcd',
};

let answer: (response: ServerResponse) => void;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${entry.file}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The message of loading after this answer of the server. */
async function refusal(): Promise<string> {
  const outcome = await loadCorpus(entry, url, ignore).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Error);
  return (outcome as Error).message;
}

test('the expected file is loaded, unpacked and encoded', async () => {
  answer = (response) => response.end(packed);
  const tokens = await loadCorpus(entry, url, ignore);
  expect(decode(tokens, entry.alphabet)).toBe(text);
});

test('progress counts up to the packed size', async () => {
  const half = packed.length >> 1;
  answer = (response) => {
    response.write(packed.subarray(0, half));
    setTimeout(() => response.end(packed.subarray(half)), 50);
  };
  const seen: [number, number][] = [];
  await loadCorpus(entry, url, (loaded, total) => seen.push([loaded, total]));
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.at(-1)).toEqual([packed.length, packed.length]);
  expect(seen).toEqual(seen.toSorted(([a], [b]) => a - b));
});

test('a file that the server labels as an encoding, and that arrives unpacked, is loaded too', async () => {
  answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
  const seen: number[] = [];
  const tokens = await loadCorpus(entry, url, (loaded, total) => seen.push(loaded / total));
  expect(decode(tokens, entry.alphabet)).toBe(text);
  expect(seen.at(-1)).toBe(1);
});

test('a truncated file is refused with its name and both checksums', async () => {
  const truncated = packed.subarray(0, -10);
  answer = (response) => response.end(truncated);
  const message = await refusal();
  expect(message).toContain('corpora/cab.txt.gz is truncated or altered');
  expect(message).toContain(`expected ${packed.length} bytes with SHA-256 ${entry.packedSha256}`);
  expect(message).toContain(`found ${packed.length - 10} with ${sha256(truncated)}`);
});

test('a file with one altered bit is refused with its name and both checksums', async () => {
  const altered = Buffer.from(packed);
  altered[packed.length >> 1] ^= 1;
  answer = (response) => response.end(altered);
  const message = await refusal();
  expect(message).toContain(entry.file);
  expect(message).toContain(entry.packedSha256);
  expect(message).toContain(sha256(altered));
});

test('an altered file that the server labels as an encoding is refused with its name and both checksums', async () => {
  const other = text.replace('bad', 'dad');
  answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(other));
  const message = await refusal();
  expect(message).toContain(entry.file);
  expect(message).toContain(entry.sha256);
  expect(message).toContain(sha256(Buffer.from(other)));
});

test('a broken connection is refused with the file name, its checksum and the length that arrived', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-length': packed.length });
    response.write(packed.subarray(0, 50), () => response.destroy());
  };
  const message = await refusal();
  expect(message).toContain(entry.file);
  expect(message).toContain(entry.packedSha256);
  expect(message).toContain(`found 50 with ${sha256(packed.subarray(0, 50))}`);
});

test('an endless answer is cancelled once it is longer than the file', async () => {
  let stopped = false;
  answer = (response) => {
    const timer = setInterval(() => response.write(packed), 1);
    response.on('close', () => {
      stopped = true;
      clearInterval(timer);
    });
  };
  expect(await refusal()).toContain(entry.file);
  await expect.poll(() => stopped).toBe(true);
});

test('a page instead of the file is refused with the file name', async () => {
  answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
  expect(await refusal()).toContain(`${entry.file} is truncated or altered`);
});

test('an HTTP error is refused with the file name, its checksum and the status', async () => {
  answer = (response) => response.writeHead(404).end();
  const message = await refusal();
  expect(message).toContain(`${entry.file} (SHA-256 ${entry.packedSha256}) could not be fetched`);
  expect(message).toContain('404 Not Found');
});

test('a server that does not answer is refused with the file name', async () => {
  await expect(loadCorpus(entry, 'http://127.0.0.1:1/', ignore)).rejects.toThrow(`${entry.file} (SHA-256`);
});

test('the texts of the page load completely', async () => {
  const moby = findCorpus('moby-dick');
  const file = readFileSync(new URL(`../../public/${moby.file}`, import.meta.url));
  answer = (response) => response.end(file);
  const tokens = await loadCorpus(moby, url, ignore);
  expect(tokens).toHaveLength(moby.bytes);
  expect(decode(tokens.subarray(0, 10_000), moby.alphabet)).toContain('The pale Usher--threadbare in coat');
});

test('an error says whether the text could not be reached or is another one', async () => {
  const kinds = async (...answers: (typeof answer)[]): Promise<string[]> => {
    const found: string[] = [];
    for (const one of answers) {
      answer = one;
      const error: unknown = await loadCorpus(entry, url, ignore).catch((thrown: unknown) => thrown);
      found.push(error instanceof TextError ? error.kind : String(error));
    }
    return found;
  };
  const broken: typeof answer = (response) => {
    response.writeHead(200, { 'content-length': packed.length });
    response.write(packed.subarray(0, 50), () => response.destroy());
  };
  const altered: typeof answer = (response) => response.end(packed.subarray(0, -10));
  const page: typeof answer = (response) => response.end('<!doctype html>');
  const missing: typeof answer = (response) => response.writeHead(404).end();
  expect(await kinds(broken, missing)).toEqual(['unreachable', 'unreachable']);
  expect(await kinds(altered, page)).toEqual(['altered', 'altered']);
});

test.each([
  ['never answers', () => {}],
  ['stops in the middle', (response: ServerResponse) => void response.write(packed.subarray(0, 50))],
])('a server that %s is given up in words', async (_, stall) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  let asked = (): void => {};
  const arrived = new Promise<void>((resolve) => (asked = resolve));
  answer = (response) => {
    stall(response);
    asked();
  };
  const loading = loadCorpus(entry, url, ignore).catch((error: unknown) => error);
  await arrived;
  await new Promise((resolve) => setImmediate(resolve));
  await vi.advanceTimersByTimeAsync(31_000);
  const error = await loading;
  vi.useRealTimers();
  expect(error).toMatchObject({ kind: 'unreachable' });
  expect(String(error)).toContain('nothing arrived for 30 s');
});

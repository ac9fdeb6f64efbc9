import { createHash } from 'node:crypto';
import { type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fetchPart } from '../../src/corpus/fetch-part.ts';
import type { PartFile } from '../../src/corpus/part-files.ts';
import { TextError } from '../../src/corpus/text-error.ts';

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const ignore = () => undefined;

const text = 'a cab, a bad cab\n'.repeat(5000);
const packed = gzipSync(text);
const part: PartFile = {
  file: 'cab/training-01.txt.gz',
  packedBytes: packed.length,
  sha256: sha256(Buffer.from(text)),
  bytes: text.length,
};

let answer: (response: ServerResponse) => void;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/corpora/`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The message of loading after this answer of the server. */
async function refusal(): Promise<string> {
  const outcome = await fetchPart(part, url, ignore).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(Error);
  return (outcome as Error).message;
}

test('the expected file is loaded and unpacked', async () => {
  answer = (response) => response.end(packed);
  const found = await fetchPart(part, url, ignore);
  expect(Buffer.from(found).toString()).toBe(text);
});

test('progress counts up to the packed size', async () => {
  const half = packed.length >> 1;
  answer = (response) => {
    response.write(packed.subarray(0, half));
    setTimeout(() => response.end(packed.subarray(half)), 50);
  };
  const seen: number[] = [];
  await fetchPart(part, url, (loaded) => seen.push(loaded));
  expect(seen.length).toBeGreaterThan(1);
  expect(seen.at(-1)).toBe(packed.length);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test('a file that the server labels as an encoding, and that arrives unpacked, is loaded too', async () => {
  answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
  const seen: number[] = [];
  const found = await fetchPart(part, url, (loaded) => seen.push(loaded));
  expect(Buffer.from(found).toString()).toBe(text);
  expect(seen.at(-1)).toBe(packed.length);
});

test('a truncated file is refused with its name, its checksum and the length that arrived', async () => {
  const truncated = packed.subarray(0, -10);
  answer = (response) => response.end(truncated);
  const message = await refusal();
  expect(message).toContain('cab/training-01.txt.gz is truncated or altered');
  expect(message).toContain(`expected ${packed.length} bytes of a text with SHA-256 ${part.sha256}`);
  expect(message).toContain(`found ${packed.length - 10} bytes that cannot be unpacked`);
});

test('a file with one altered bit is refused with its name and its checksum', async () => {
  const altered = Buffer.from(packed);
  altered[packed.length >> 1] ^= 1;
  answer = (response) => response.end(altered);
  const message = await refusal();
  expect(message).toContain(part.file);
  expect(message).toContain(part.sha256);
});

test('a packed file of another text is refused with its name and both checksums', async () => {
  const other = text.replace('bad', 'dad');
  answer = (response) => response.end(gzipSync(other));
  const message = await refusal();
  expect(message).toContain(part.file);
  expect(message).toContain(part.sha256);
  expect(message).toContain(sha256(Buffer.from(other)));
});

test('an altered file that the server labels as an encoding is refused with its name and both checksums', async () => {
  const other = text.replace('bad', 'dad');
  answer = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(other));
  const message = await refusal();
  expect(message).toContain(part.file);
  expect(message).toContain(part.sha256);
  expect(message).toContain(sha256(Buffer.from(other)));
});

test('a broken connection is refused with the file name, its checksum and the length that arrived', async () => {
  answer = (response) => {
    response.writeHead(200, { 'content-length': packed.length });
    response.write(packed.subarray(0, 50), () => response.destroy());
  };
  const message = await refusal();
  expect(message).toContain(part.file);
  expect(message).toContain(part.sha256);
  expect(message).toContain(`found 50 bytes that cannot be unpacked`);
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
  expect(await refusal()).toContain(part.file);
  await expect.poll(() => stopped).toBe(true);
});

test('a page instead of the file is refused with the file name', async () => {
  answer = (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
  expect(await refusal()).toContain(`${part.file} is truncated or altered`);
});

test('an HTTP error is refused with the file name and the status', async () => {
  answer = (response) => response.writeHead(404).end();
  const message = await refusal();
  expect(message).toContain(`${part.file} could not be fetched`);
  expect(message).toContain('404 Not Found');
});

test('a server that does not answer is refused with the file name', async () => {
  await expect(fetchPart(part, 'http://127.0.0.1:1/', ignore)).rejects.toThrow(
    `${part.file} could not be fetched`,
  );
});

test('an error says whether the text could not be reached or is another one', async () => {
  const kinds = async (...answers: (typeof answer)[]): Promise<string[]> => {
    const found: string[] = [];
    for (const one of answers) {
      answer = one;
      const error: unknown = await fetchPart(part, url, ignore).catch((thrown: unknown) => thrown);
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
  const loading = fetchPart(part, url, ignore).catch((error: unknown) => error);
  await arrived;
  await new Promise((resolve) => setImmediate(resolve));
  await vi.advanceTimersByTimeAsync(31_000);
  const error = await loading;
  vi.useRealTimers();
  expect(error).toMatchObject({ kind: 'unreachable' });
  expect(String(error)).toContain('nothing arrived for 30 s');
});

import type { CorpusEntry } from './catalogue.ts';
import { sha256 } from './sha256.ts';
import { TextError } from './text-error.ts';
import { encode } from './tokenizer.ts';

/** A server or network that sends nothing for so long is given up. */
const STALL_MILLISECONDS = 30_000;

/** Ends a request that brings nothing for too long. */
class Patience {
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something has arrived, or is asked for. */
  renew(): void {
    clearTimeout(this.#timer);
    const stalled = new Error(`nothing arrived for ${STALL_MILLISECONDS / 1000} s`);
    this.#timer = setTimeout(() => this.#controller.abort(stalled), STALL_MILLISECONDS);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** The bytes that arrived, and the error if the connection broke. */
interface Download {
  content: Uint8Array<ArrayBuffer>;
  broken?: unknown;
}

/**
 * Fetches a text's packed file, checks its length and SHA-256, unpacks it and returns its tokens.
 *
 * A server may label the packed file as an encoding of the text. The browser then unpacks it itself, and the text that
 * arrives is checked instead of the packed file.
 *
 * @param onProgress called when bytes arrive, with the bytes so far and the total
 * @throws {TextError} if the response is not the expected file, with the file's name and its expected and actual checksum
 */
export async function loadCorpus(
  entry: CorpusEntry,
  url: string,
  onProgress: (loadedBytes: number, totalBytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const patience = new Patience();
  const response = await request(entry, url, patience);
  const unpackedOnTheWay = response.headers.has('content-encoding');
  const expected = unpackedOnTheWay
    ? { length: entry.bytes, sha256: entry.sha256 }
    : { length: entry.packedBytes, sha256: entry.packedSha256 };
  const { content, broken } = await download(response, expected.length, patience, onProgress);
  const found = await sha256(content);
  if (broken !== undefined || content.length !== expected.length || found !== expected.sha256) {
    throw new TextError(
      broken === undefined ? 'altered' : 'unreachable',
      `${entry.file} is truncated or altered: expected ${expected.length} bytes with SHA-256 ${expected.sha256}, ` +
        `found ${content.length} with ${found}${broken === undefined ? '' : ` (${reason(broken)})`}.`,
    );
  }
  const text = new TextDecoder().decode(unpackedOnTheWay ? content : await unpack(content));
  return encode(text, entry.alphabet);
}

async function request(entry: CorpusEntry, url: string, patience: Patience): Promise<Response> {
  const wanted = `${entry.file} (SHA-256 ${entry.packedSha256}) could not be fetched`;
  patience.renew();
  const response = await fetch(url, { signal: patience.signal }).catch((error: unknown) => {
    patience.end();
    throw new TextError('unreachable', `${wanted}: ${reason(error)}.`, { cause: error });
  });
  if (!response.ok) {
    patience.end();
    throw new TextError(
      'unreachable',
      `${wanted}: the server answered ${response.status} ${response.statusText}.`.replace(' .', '.'),
    );
  }
  return response;
}

/** Reads to the end, or until there are more than `length` bytes, because such a response is another file. */
async function download(
  response: Response,
  length: number,
  patience: Patience,
  onProgress: (loadedBytes: number, totalBytes: number) => void,
): Promise<Download> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  try {
    patience.renew();
    for await (const chunk of chunksOf(response)) {
      patience.renew();
      chunks.push(chunk);
      loaded += chunk.length;
      onProgress(Math.min(loaded, length), length);
      if (loaded > length) break;
    }
    return { content: joined(chunks) };
  } catch (broken) {
    return { content: joined(chunks), broken };
  } finally {
    patience.end();
  }
}

/** The body as it arrives; leaving the loop ends the request. Not every browser can iterate over a stream itself. */
async function* chunksOf(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function joined(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

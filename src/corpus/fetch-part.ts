import { pageFile } from '../page-file.ts';
import type { PartFile } from './part-files.ts';
import { sha256 } from './sha256.ts';
import { TextError } from './text-error.ts';
import { joined } from './text-layout.ts';

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
 * Fetches the packed file of a part of a text, unpacks it, and returns its text after a check of its SHA-256.
 *
 * A server may label the packed file as an encoding of the text. The browser then unpacks it itself.
 *
 * @param folder address of the folder of all texts
 * @param onProgress called when bytes arrive, with how much of the packed file is there, in bytes
 * @throws {TextError} if the response is not the expected file, with the file's name and its expected and actual checksum
 */
export async function fetchPart(
  part: PartFile,
  folder: string,
  onProgress: (loadedBytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const patience = new Patience();
  const response = await request(part, new URL(part.file, folder).href, patience);
  const unpackedOnTheWay = response.headers.has('content-encoding');
  const length = unpackedOnTheWay ? part.bytes : part.packedBytes;
  const { content, broken } = await download(response, length, patience, (loaded) =>
    onProgress((loaded / length) * part.packedBytes),
  );
  const text = unpackedOnTheWay ? content : await unpack(content).catch(() => undefined);
  const found = text && (await sha256(text));
  if (text && broken === undefined && found?.startsWith(part.sha256)) return text;
  throw new TextError(
    broken === undefined ? 'altered' : 'unreachable',
    `${part.file} is truncated or altered: expected ${length} bytes of a text with SHA-256 ${part.sha256}…, found ` +
      `${content.length} bytes ${found === undefined ? 'that cannot be unpacked' : `of a text with ${found}`}` +
      `${broken === undefined ? '' : ` (${reason(broken)})`}.`,
  );
}

async function request(part: PartFile, url: string, patience: Patience): Promise<Response> {
  const wanted = `${part.file} could not be fetched`;
  patience.renew();
  const response = await pageFile(url, { signal: patience.signal }).catch((error: unknown) => {
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
  onProgress: (loadedBytes: number) => void,
): Promise<Download> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  try {
    patience.renew();
    for await (const chunk of chunksOf(response)) {
      patience.renew();
      chunks.push(chunk);
      loaded += chunk.length;
      onProgress(Math.min(loaded, length));
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

async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

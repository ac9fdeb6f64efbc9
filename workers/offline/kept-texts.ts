import type { KeptText } from '../../src/page/offline/offline-worker.ts';

/**
 * Texts in a cache of their own. A text is kept when it is first used, or when all of them are asked for. Only a file with the
 * checksum that the build lists is kept, so that no other answer of a server can stay in its place.
 */
export class KeptTexts {
  readonly #texts: ReadonlyMap<string, KeptText>;

  /**
   * @param scope address of the page's folder
   * @param cacheName pages of one origin share their caches, so it names the folder, too
   */
  constructor(
    texts: readonly KeptText[],
    scope: string,
    private readonly cacheName: string,
  ) {
    this.#texts = new Map(texts.map((text) => [new URL(text.url, scope).href, text]));
  }

  /** Whether a request is for a text of this version. */
  has({ method, url }: Request): boolean {
    return method === 'GET' && this.#texts.has(url);
  }

  /**
   * The text, kept or from the server.
   * @param later keeps the worker alive until the text is kept
   */
  async answer(request: Request, later: (work: Promise<void>) => void): Promise<Response> {
    const kept = await this.#kept(request.url);
    if (kept !== undefined) return kept;
    const response = await fetch(request);
    if (response.ok) later(this.#keep(request.url, response.clone()).catch(() => {}));
    return response;
  }

  /** Fetches each text that is not kept, one after the other. Ends at the first one that cannot be had. */
  async keepAll(): Promise<void> {
    for (const url of this.#texts.keys())
      if ((await this.#kept(url)) === undefined) await this.#keep(url, await fetch(url));
  }

  /** Deletes texts of other versions. */
  async forgetOthers(): Promise<void> {
    const cache = await caches.open(this.cacheName);
    const known = new Set([...this.#texts.keys()].map((url) => this.#key(url)));
    const others = (await cache.keys()).filter(({ url }) => !known.has(url));
    await Promise.all(others.map((request) => cache.delete(request)));
  }

  /** How many bytes of texts are kept, and of how many. */
  async bytes(): Promise<{ kept: number; all: number }> {
    const cache = await caches.open(this.cacheName);
    const keys = new Set((await cache.keys()).map(({ url }) => url));
    const sum = (texts: readonly (readonly [string, KeptText])[]) =>
      texts.reduce((total, [, { bytes }]) => total + bytes, 0);
    const all = [...this.#texts];
    return { kept: sum(all.filter(([url]) => keys.has(this.#key(url)))), all: sum(all) };
  }

  /** Undefined if it is not kept, or if the browser has no room for caches. */
  async #kept(url: string): Promise<Response | undefined> {
    try {
      const cache = await caches.open(this.cacheName);
      return await cache.match(this.#key(url));
    } catch {
      return undefined;
    }
  }

  async #keep(url: string, response: Response): Promise<void> {
    const packed = await response.clone().arrayBuffer();
    const found = hexadecimal(await crypto.subtle.digest('SHA-256', packed));
    const text = this.#texts.get(url);
    const expected = response.headers.has('content-encoding') ? text?.textSha256 : text?.sha256;
    if (found !== expected) throw new Error(`${url} is another file`);
    const cache = await caches.open(this.cacheName);
    await cache.put(this.#key(url), response);
  }

  #key(url: string): string {
    return `${url}?sha256=${this.#texts.get(url)?.sha256}`;
  }
}

function hexadecimal(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

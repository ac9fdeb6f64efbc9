/** What the build lists for the worker that keeps the page. Addresses are relative to the page. */
export interface OfflineFiles {
  /** Every file of the page but its texts. */
  readonly files: readonly KeptFile[];
  /** The packed texts. */
  readonly texts: readonly KeptText[];
}

interface KeptFile {
  readonly url: string;
  readonly bytes: number;
  /** Changes with the file's content; null if its address does. */
  readonly revision: string | null;
  /** What the browser checks; absent if servers may change the file. */
  readonly integrity?: string;
}

/** A packed part of a text. */
export interface KeptText {
  readonly url: string;
  readonly bytes: number;
  /** Checksum of the packed file, in hexadecimal. */
  readonly sha256: string;
  /** Of its text. Servers may label the packed file as an encoding of the text, which browsers unpack. */
  readonly textSha256: string;
}

/** What the page asks the worker: to keep every text, to be used at once, or to answer with what is kept. */
export interface OfflineRequest {
  readonly kind: 'keep-texts' | 'use-now' | 'what-is-kept';
}

/** What is kept in this browser, in bytes. */
export interface KeptBytes {
  readonly page: number;
  readonly texts: number;
  /** Of all texts, kept or not. */
  readonly allTexts: number;
}

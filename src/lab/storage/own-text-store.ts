import type { OwnText, OwnTextFacts } from '../../corpus/own-text/read-own-text.ts';

/** Where texts of the person's own stay when the page is closed. Each method rejects if the browser refuses. */
export interface OwnTextStore {
  list(): Promise<OwnTextFacts[]>;
  /** The text in UTF-8; undefined if it was not kept. */
  load(sha256: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  save(text: OwnText): Promise<void>;
  remove(sha256: string): Promise<void>;
}

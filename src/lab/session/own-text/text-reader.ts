import { transfer } from 'comlink';
import type { OwnText, TextFile } from '../../../corpus/own-text/read-own-text.ts';
import type { RankFrequency } from '../../../corpus/rank-frequency.ts';
import type { Refusal } from '../../../laws/refusal.ts';
import { inReader } from '../../files/start-reader.ts';

/** Reads texts of the person's own outside the page's thread. */
export interface TextReader {
  read(files: readonly TextFile[]): Promise<OwnText | Refusal>;
  /** Counts the words of a text in UTF-8. */
  countWords(text: Uint8Array<ArrayBuffer>): Promise<RankFrequency | Refusal>;
}

/** What the worker exposes. */
interface RemoteTextReader {
  readOwnText(files: readonly TextFile[]): OwnText | Refusal;
  countOwnWords(text: Uint8Array<ArrayBuffer>): RankFrequency | Refusal;
}

const MILLISECONDS = 60_000;

const failed = (why: string): string => `The text could not be read: ${why}.`;
const TERMS = {
  milliseconds: MILLISECONDS,
  late: failed(`it took longer than ${MILLISECONDS / 1000} s`),
  failed,
};

/** A reader that starts a worker for each call, and ends it. */
export function startTextReader(): TextReader {
  return {
    read: (files) => {
      const buffers = files.map(({ bytes }) => bytes.buffer);
      return inReader<RemoteTextReader, OwnText>(
        async (remote) => remote.readOwnText(transfer([...files], buffers)),
        TERMS,
      );
    },
    countWords: (text) =>
      inReader<RemoteTextReader, RankFrequency>(async (remote) => remote.countOwnWords(text), TERMS),
  };
}

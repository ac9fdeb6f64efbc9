import { transfer, wrap } from 'comlink';
import type { OwnText, TextFile } from '../../../corpus/own-text/read-own-text.ts';
import type { RankFrequency } from '../../../corpus/rank-frequency.ts';
import { errorWords, type Refusal } from '../../../laws/refusal.ts';

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

/** A reader that starts a worker for each call, and ends it. */
export function startTextReader(): TextReader {
  return {
    read: (files) =>
      inWorker<OwnText>(async (remote) => {
        const buffers = files.map(({ bytes }) => bytes.buffer);
        return remote.readOwnText(transfer([...files], buffers));
      }),
    countWords: (text) => inWorker<RankFrequency>(async (remote) => remote.countOwnWords(text)),
  };
}

type Remote = ReturnType<typeof wrap<RemoteTextReader>>;

async function inWorker<Value>(use: (remote: Remote) => Promise<Value | Refusal>): Promise<Value | Refusal> {
  const worker = new Worker(new URL('../../../../workers/reader.worker.ts', import.meta.url), {
    type: 'module',
  });
  try {
    return await Promise.race([use(wrap<RemoteTextReader>(worker)), ended(worker)]);
  } catch (error) {
    return { refused: `The text could not be read: ${errorWords(error)}.` };
  } finally {
    worker.terminate();
  }
}

/** Settles when a worker has used too much time, or has failed. */
function ended(worker: Worker): Promise<Refusal> {
  return new Promise((resolve) => {
    const refuse = (why: string): void => resolve({ refused: `The text could not be read: ${why}.` });
    setTimeout(() => refuse(`it took longer than ${MILLISECONDS / 1000} s`), MILLISECONDS);
    worker.addEventListener('error', ({ message }) => refuse(message || 'its reader could not be loaded'));
  });
}

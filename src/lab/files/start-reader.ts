import { transfer, wrap, type Remote } from 'comlink';
import { errorWords, type Refusal } from '../../laws/refusal.ts';
import { LIMITS } from './limits.ts';
import type { GivenFile, Imported } from './read-files.ts';

/** Reads files outside the page's thread, so that no file can block the page. */
export type Reader = (files: readonly GivenFile[]) => Promise<Imported | Refusal>;

/** What the worker exposes for files. */
interface RemoteReader {
  readFiles(files: readonly GivenFile[]): Imported | Refusal;
}

/** How long a worker may read, and what is said if it takes longer or fails. */
interface ReaderTerms {
  readonly milliseconds: number;
  readonly late: string;
  failed(why: string): string;
}

const TERMS: ReaderTerms = {
  milliseconds: LIMITS.milliseconds,
  late: `files may take ${LIMITS.milliseconds / 1000} s to read, and these took longer.`,
  failed: (why) => `the files could not be read: ${why}.`,
};

/** A reader of files. Their bytes are transferred to its worker. */
export function startReader(): Reader {
  return (files) => {
    const buffers = files.map(({ bytes }) => bytes.buffer);
    return inReader<RemoteReader, Imported>(
      async (remote) => remote.readFiles(transfer([...files], buffers)),
      TERMS,
    );
  };
}

/** Starts a worker that reads, for one call, and ends it when the call or its time is over. */
export async function inReader<Exposed, Value>(
  use: (remote: Remote<Exposed>) => Promise<Value | Refusal>,
  terms: ReaderTerms,
): Promise<Value | Refusal> {
  const worker = new Worker(new URL('../../../workers/reader.worker.ts', import.meta.url), {
    type: 'module',
  });
  try {
    return await Promise.race([use(wrap<Exposed>(worker)), ended(worker, terms)]);
  } catch (error) {
    return { refused: terms.failed(errorWords(error)) };
  } finally {
    worker.terminate();
  }
}

/** Settles when a worker has used too much time, or has failed. */
function ended(worker: Worker, { failed, late, milliseconds }: ReaderTerms): Promise<Refusal> {
  return new Promise((resolve) => {
    setTimeout(() => resolve({ refused: late }), milliseconds);
    worker.addEventListener('error', ({ message }) =>
      resolve({ refused: failed(message || 'their reader could not be loaded') }),
    );
  });
}

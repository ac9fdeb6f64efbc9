import { transfer, wrap } from 'comlink';
import { errorWords, type Refusal } from '../../laws/refusal.ts';
import { LIMITS } from './limits.ts';
import type { GivenFile, Imported } from './read-files.ts';

/** Reads files outside the page's thread, so that no file can block the page. */
export type Reader = (files: readonly GivenFile[]) => Promise<Imported | Refusal>;

/** What the worker exposes. */
interface RemoteReader {
  readFiles(files: readonly GivenFile[]): Imported | Refusal;
}

/** A reader that starts a worker for each call and ends it when its time is up. The files' bytes are transferred to it. */
export function startReader(): Reader {
  return async (files) => {
    const worker = new Worker(new URL('../../../workers/reader.worker.ts', import.meta.url), {
      type: 'module',
    });
    try {
      const buffers = files.map(({ bytes }) => bytes.buffer);
      return await Promise.race([
        wrap<RemoteReader>(worker).readFiles(transfer([...files], buffers)),
        ended(worker),
      ]);
    } catch (error) {
      return { refused: `the files could not be read: ${errorWords(error)}.` };
    } finally {
      worker.terminate();
    }
  };
}

/** Settles when a worker has used too much time, or has failed. */
function ended(worker: Worker): Promise<Refusal> {
  return new Promise((resolve) => {
    const most = LIMITS.milliseconds / 1000;
    setTimeout(
      () => resolve({ refused: `files may take ${most} s to read, and these took longer.` }),
      LIMITS.milliseconds,
    );
    worker.addEventListener('error', (event) =>
      resolve({
        refused: `the files could not be read: ${event.message || 'their reader could not be loaded'}.`,
      }),
    );
  });
}

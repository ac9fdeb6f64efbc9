import { wrap } from 'comlink';
import { fileWithin } from './files-within.ts';

/** A worker has no document. The page sends it this port first, and answers at the other end (`start-within.ts`). */
const port =
  typeof document === 'undefined'
    ? new Promise<MessagePort>((resolve) =>
        addEventListener('message', ({ data }: MessageEvent<MessagePort>) => resolve(data), { once: true }),
      )
    : undefined;

/** Answers with a file that lies within the page's document. */
export async function pageFile(address: string): Promise<Response> {
  const read = port === undefined ? fileWithin : wrap<typeof fileWithin>(await port);
  const file = await read(address);
  if (file === undefined) throw new Error('this page is one file, and the file lacks it');
  return new Response(file);
}

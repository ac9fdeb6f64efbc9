import { expose, transfer } from 'comlink';
import { fileWithin } from './files-within.ts';

/** Lets a worker, which has just started, read the files that lie within the page's document. */
export function startWithin(worker: Worker): Worker {
  const { port1, port2 } = new MessageChannel();
  expose(async (address: string) => {
    const file = await fileWithin(address);
    return file && transfer(file, [file.buffer]);
  }, port1);
  worker.postMessage(port2, [port2]);
  return worker;
}

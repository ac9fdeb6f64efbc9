import { expose, transfer } from 'comlink';
import { ownTextOrRefusal, ownWords } from '../src/corpus/own-text/read-in-worker.ts';
import { readFiles } from '../src/lab/files/read-files.ts';

expose({
  readFiles,
  countOwnWords: ownWords,
  async readOwnText(files: Parameters<typeof ownTextOrRefusal>[0]) {
    const read = await ownTextOrRefusal(files);
    return 'refused' in read ? read : transfer(read, [read.text.buffer]);
  },
});

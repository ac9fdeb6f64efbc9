import { expect, test } from 'vitest';
import { droppedFiles } from '../../../src/page/history/dropped-files.ts';

/** Entries as a browser gives them: a folder's reader has two of them at most in one part. */
class FileEntry {
  readonly isFile = true;
  constructor(readonly name: string) {}
  file(resolve: (file: File) => void): void {
    resolve(new File([this.name], this.name));
  }
}
class Folder {
  readonly isDirectory = true;
  constructor(readonly entries: readonly (FileEntry | Folder)[]) {}
  createReader() {
    const left = [...this.entries];
    return { readEntries: (resolve: (part: unknown[]) => void) => resolve(left.splice(0, 2)) };
  }
}

function drop(...entries: (FileEntry | Folder | null)[]): DataTransfer {
  const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
  const files = entries.map((_, i) => new File([], `file ${i}`));
  return { items, files } as unknown as DataTransfer;
}

const namesOf = async (dropped: DataTransfer): Promise<string[]> =>
  (await droppedFiles(dropped)).map(({ name }) => name);

test('a folder stands for all files that lie in it, beside dropped files', async () => {
  const names = ['config.json', 'model.safetensors', 'README.md', 'tokenizer.json', 'vocab.json'];
  const inside = names.map((name) => new FileEntry(name));
  const folder = new Folder([...inside, new Folder([new FileEntry('old.json')])]);
  expect(await namesOf(drop(folder, new FileEntry('more.json'), null))).toEqual([...names, 'more.json']);
});

test('files that are dropped without a folder, or by a script, are taken as they are', async () => {
  expect(await namesOf(drop(new FileEntry('a'), new FileEntry('b')))).toEqual(['file 0', 'file 1']);
  expect(await namesOf(drop(null))).toEqual(['file 0']);
});

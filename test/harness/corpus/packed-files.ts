// The packed files of public/corpora, read by Node.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { findCorpus } from '../../../src/corpus/catalogue.ts';
import { partFiles, type PartFile } from '../../../src/corpus/part-files.ts';
import { layoutOf, reassembled } from '../../../src/corpus/text-layout.ts';

/** A packed file as it is served. */
export function packedFile({ file }: PartFile): Buffer {
  return readFileSync(new URL(`../../../public/corpora/${file}`, import.meta.url));
}

/** The text of a part. */
export function textOfPart(file: PartFile): Buffer {
  return gunzipSync(packedFile(file));
}

/** A text of the catalogue from all its parts. */
export function wholeText(id: string): Buffer {
  const entry = findCorpus(id);
  const { training, heldOut } = partFiles(entry);
  const parts = { training: training.map(textOfPart), heldOut: heldOut.map(textOfPart) };
  return Buffer.from(reassembled(layoutOf(entry), parts));
}

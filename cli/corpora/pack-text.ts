import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipAsync } from '@gfx/zopfli';
import { partFile, type PackedEntry, type PartSums } from '../../src/corpus/part-files.ts';
import { layoutOf, partOf } from '../../src/corpus/text-layout.ts';

/** More make the files smaller by less than 0.1 %. */
const ITERATIONS = 15;

/** The first 64 bits of a checksum. The page carries one for each part. */
const SUM_DIGITS = 16;

/** Writes the packed files of a text's parts into `folder/id`, and returns what each must be. */
export async function packText(
  folder: string,
  { id, items }: Pick<PackedEntry, 'id' | 'items'>,
  text: Buffer,
): Promise<PartSums> {
  mkdirSync(join(folder, id), { recursive: true });
  const { training, heldOut } = layoutOf({ bytes: text.length, ...(items && { items }) });
  const packed = async (kind: keyof PartSums) => {
    const parts = (kind === 'training' ? training : heldOut).map((part) => partOf(text, part));
    const sums: { packedBytes: number; sha256: string }[] = [];
    for (const [i, part] of parts.entries()) {
      // Zopfli finds better matches than zlib: files are 5 % smaller.
      const file = await gzipAsync(part, { numiterations: ITERATIONS });
      writeFileSync(join(folder, partFile(id, kind, i)), file);
      sums.push({ packedBytes: file.length, sha256: sha256Of(part).slice(0, SUM_DIGITS) });
    }
    return sums;
  };
  return { training: await packed('training'), heldOut: await packed('heldOut') };
}

/** In hexadecimal. */
export function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

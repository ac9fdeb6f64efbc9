import type { CorpusEntry } from './catalogue.ts';
import type { Stretch } from './split-windows.ts';
import sums from './part-sums.json' with { type: 'json' };
import { layoutOf } from './text-layout.ts';

/** What the file of each part of a text must be. */
export interface PartSums {
  readonly training: readonly PartSum[];
  readonly heldOut: readonly PartSum[];
}

interface PartSum {
  readonly packedBytes: number;
  /** First 64 bits of the checksum of the part's text, in hexadecimal: enough to tell a damaged one. */
  readonly sha256: string;
}

/** The packed file of a part of a text. */
export interface PartFile extends PartSum {
  /** Its path in the folder of all texts. */
  readonly file: string;
  /** Length of the part's text. */
  readonly bytes: number;
}

/** What says which parts a text has. */
export type PackedEntry = Pick<CorpusEntry, 'id' | 'bytes' | 'items'>;

/** The files of all parts of a text. */
export interface PartFiles {
  readonly training: readonly PartFile[];
  readonly heldOut: readonly PartFile[];
}

const SUMS: Readonly<Record<string, PartSums>> = sums;

/** @throws if the text is not packed */
export function partFiles(entry: PackedEntry): PartFiles {
  const { id } = entry;
  const known = SUMS[id];
  if (known === undefined) throw new Error(`The text "${id}" has no packed files.`);
  const layout = layoutOf(entry);
  const filesOf = (kind: keyof PartSums) =>
    known[kind].map((sum, i) => ({ ...sum, file: partFile(id, kind, i), bytes: lengthOf(layout[kind][i]) }));
  return { training: filesOf('training'), heldOut: filesOf('heldOut') };
}

/** The path of a part's file in the folder of all texts. */
export function partFile(id: string, kind: keyof PartSums, part: number): string {
  const name = kind === 'training' ? 'training' : 'held-out';
  return `${id}/${name}-${String(part + 1).padStart(2, '0')}.txt.gz`;
}

function lengthOf(part: readonly Stretch[] = []): number {
  return part.reduce((sum, { start, end }) => sum + end - start, 0);
}

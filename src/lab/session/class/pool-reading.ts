import type { PoolState } from '../../class/class-state.ts';
import { readPiece } from '../../class/piece-text.ts';
import { poolOf, type GivenPiece } from '../../class/pool.ts';
import { ImportRefused } from '../../files/import-refused.ts';
import type { SavedExperiment } from '../../storage/schema.ts';

/** The most pieces whose reading is remembered. */
const REMEMBERED = 4_000;

/** Pieces by their texts, because a pool is read again with each piece that comes. */
const READ = new Map<string, GivenPiece>();

/** A piece with its text. @throws {ImportRefused} */
export async function readGiven(text: string): Promise<GivenPiece> {
  const known = READ.get(text) ?? { text, piece: await readPiece(text) };
  if (READ.size >= REMEMBERED) READ.clear();
  READ.set(text, known);
  return known;
}

/** The pieces of a saved pool, without any that this version of the page refuses. */
export async function readSavedPieces(texts: readonly string[]): Promise<GivenPiece[]> {
  const all = await Promise.all(
    texts.map((text) =>
      readGiven(text).catch((error: unknown) => {
        if (error instanceof ImportRefused) return null;
        throw error;
      }),
    ),
  );
  return all.filter((given) => given !== null);
}

/** The pupils of a saved pool. */
export async function readPool({
  pieces = [],
  pupils,
}: Pick<SavedExperiment, 'pieces' | 'pupils'>): Promise<PoolState> {
  return poolOf(await readSavedPieces(pieces), pupils).state;
}

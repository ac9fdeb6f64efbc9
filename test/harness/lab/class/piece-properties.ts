// The properties of texts with results of pupils, for tests and the fuzzer. Chooses no number of cases.
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { ImportRefused } from '../../../../src/lab/files/import-refused.ts';
import { packedText } from '../../../../src/lab/files/packed/packed-text.ts';
import { pieceJson } from '../../../../src/lab/class/piece-json.ts';
import { PIECE_FORMAT, pieceText, pieceTextsIn, readPiece } from '../../../../src/lab/class/piece-text.ts';
import type { Piece } from '../../../../src/lab/class/piece.ts';
import { pieceOfPupil } from './pupils.ts';

/** A statement that holds for every piece. */
export interface PieceProperty {
  readonly parser: 'results of a class';
  readonly says: string;
  readonly property: fc.IRawProperty<unknown, true>;
}

const loss = fc.oneof(
  fc.float({ min: Math.fround(1e-6), max: 1e6, noNaN: true }).filter((value) => value >= 1e-6),
  fc.constant(NaN),
);
const piece: fc.Arbitrary<Piece> = fc
  .record({
    place: fc.nat(199),
    experiment: fc.constantFrom('widths' as const, 'grid' as const, 'batch' as const),
    size: fc.constantFrom('full' as const, 'quick' as const),
    name: fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter((name) => name.trim() === name && !/\p{C}|[\u2028\u2029]/u.test(name)),
    losses: fc.array(loss, { minLength: 4, maxLength: 4 }),
  })
  .map(({ place, experiment, size, name, losses }) => {
    const made = pieceOfPupil({ place, experiment, size, parts: 200, finished: [0, 1, 2, 3] });
    const runs = made.runs.map((run, i) => ({
      ...run,
      evaluations: run.evaluations.map((one) => ({ ...one, losses: one.losses.map(() => losses[i] ?? 1) })),
    }));
    return { ...made, name, runs };
  });

/** The refusal of a text, which must be a sentence; null if it is accepted. */
async function refusalOf(text: string): Promise<string | null> {
  const said = await readPiece(text).then(
    () => null,
    (error: unknown) => {
      if (error instanceof ImportRefused) return error.message;
      throw error;
    },
  );
  if (said !== null && (said.length > 400 || /[\p{Cc}\p{Cs}]/u.test(said)))
    throw new Error(`no sentence: ${said}`);
  return said;
}

/** The packed JSON of a piece with one of its fields replaced. */
const mangled = fc.tuple(piece, fc.nat(), fc.jsonValue()).map(([told, place, value]) => {
  const fields = JSON.parse(pieceJson(told, 'AAAAAAAA')) as unknown[];
  fields[place % fields.length] = value;
  return JSON.stringify(fields);
});

export const PIECE_PROPERTIES: readonly PieceProperty[] = [
  {
    parser: 'results of a class',
    says: 'results are read back to the last bit',
    property: fc.asyncProperty(piece, async (told) => {
      if (!isDeepStrictEqual(await readPiece(await pieceText(told)), told)) throw new Error('changed');
    }),
  },
  {
    parser: 'results of a class',
    says: 'a text with one character replaced, left out or added is refused in a sentence',
    property: fc.asyncProperty(
      piece,
      fc.nat(),
      fc.constantFrom('replace', 'drop', 'add'),
      fc.string({ minLength: 1, maxLength: 1 }),
      async (told, place, how, other) => {
        const text = await pieceText(told);
        const at = place % text.length;
        const wrong =
          text.slice(0, at) + (how === 'drop' ? '' : other) + text.slice(how === 'add' ? at : at + 1);
        if (wrong !== text && (await refusalOf(wrong)) === null) throw new Error('accepted');
      },
    ),
  },
  {
    parser: 'results of a class',
    says: 'any packed JSON with a checksum that fits is accepted or refused in a sentence',
    property: fc.asyncProperty(
      fc.oneof(
        fc.json(),
        mangled,
        fc
          .array(fc.jsonValue({ maxDepth: 2 }), { minLength: 16, maxLength: 16 })
          .map((values) => JSON.stringify(values)),
      ),
      async (json) => void (await refusalOf(await packedText(json, PIECE_FORMAT))),
    ),
  },
  {
    parser: 'results of a class',
    says: 'any text is searched, and what is found in it is accepted or refused in a sentence',
    property: fc.asyncProperty(
      fc.array(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('LL1', '.', '\n> ', 'aaaaaaaaaaaa', ' ')),
      ),
      async (parts) => {
        for (const found of pieceTextsIn(parts.join(''))) await refusalOf(found);
      },
    ),
  },
];

import { rankFrequency, type RankFrequency } from '../rank-frequency.ts';
import { OwnTextRefused } from './decode-own-text.ts';
import { readOwnText, type OwnText, type TextFile } from './read-own-text.ts';

/** Why something was not done, in one sentence. */
interface Refused {
  readonly refused: string;
}

/** A text of some files, or why there is none. */
export async function ownTextOrRefusal(files: readonly TextFile[]): Promise<OwnText | Refused> {
  try {
    return await readOwnText(files);
  } catch (error) {
    if (error instanceof OwnTextRefused) return { refused: error.message };
    throw error;
  }
}

/** The words of a text in UTF-8 by their frequency, or why they have no ranks. */
export function ownWords(text: Uint8Array<ArrayBuffer>): RankFrequency | Refused {
  try {
    return rankFrequency(new TextDecoder().decode(text));
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

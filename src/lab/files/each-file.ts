import { ImportRefused, shown } from './import-refused.ts';

/** What several files hold, and why some of them were refused. */
export interface EachFile<Content> {
  readonly contents: readonly Content[];
  /** A reason for each refused file, with its name. */
  readonly refused: readonly string[];
}

/** The refusals most that one sentence lists. */
const LISTED = 4;

/**
 * Reads files one by one: a bad one does not keep the others out.
 * @throws {ImportRefused} if all are refused; with one file, for its own reason
 */
export function eachFile<Given extends { readonly name: string }, Content>(
  files: readonly Given[],
  read: (file: Given) => Content,
): EachFile<Content> {
  const contents: Content[] = [];
  const refused: string[] = [];
  for (const file of files) {
    try {
      contents.push(read(file));
    } catch (error) {
      if (!(error instanceof ImportRefused) || files.length === 1) throw error;
      const name = shown(file.name);
      refused.push(error.message.includes(name) ? error.message : `${name}: ${error.message}`);
    }
  }
  if (contents.length === 0) throw new ImportRefused(refusedWords(refused));
  return { contents, refused };
}

/** The reasons for some refused files, one after another. */
export function refusedWords(refused: readonly string[]): string {
  const more = refused.length - LISTED;
  return [...refused.slice(0, LISTED), ...(more > 0 ? [`And ${more} more files.`] : [])].join(' ');
}

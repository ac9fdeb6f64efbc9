import { LIMITS } from '../limits.ts';

/** The fragment of a text that is a link, or the fragment of one as a page on a disk gives it; null for any other text. */
export function pastedFragment(text: string): string | null {
  const link = /^\s*(?:https?|file):\/\/[^\s#]*(#\S+)\s*$/.exec(text);
  const alone = /^\s*(#[a-z]+=\S*)\s*$/.exec(text);
  return link?.[1] ?? alone?.[1] ?? null;
}

/** The text of a file that holds a link and nothing else; null for other files. */
export async function linkInFile(
  files: readonly Pick<File, 'name' | 'size' | 'arrayBuffer'>[],
): Promise<string | null> {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) return null;
  // The rest is what stands before the fragment.
  if (!file.name.endsWith('.txt') || file.size > 2 * LIMITS.linkCharacters) return null;
  const text = new TextDecoder().decode(await file.arrayBuffer());
  return pastedFragment(text) === null ? null : text;
}

import type { SizedFile } from '../importer.ts';
import type { ClassText } from './pool-keeper.ts';

/** Results of a class in a text, also in one of another version: `LL1` and many letters. */
const RESULTS = /(?<![\w-])LL\d[\w-]{40}/;

/** Larger files hold no results. */
const MOST_BYTES = 2_000_000;

/** Whether a fragment is that of a link to results of a pupil. */
export function isResultsLink(fragment: string): boolean {
  return fragment.startsWith('#results=');
}

/** Whether a text holds results of a class, whole or not. */
export function holdsResults(text: string): boolean {
  return text.includes('#results=') || RESULTS.test(text);
}

/** The texts of files if all of them are texts with results of a class; null if any is another file. */
export async function classTexts(files: readonly SizedFile[]): Promise<ClassText[] | null> {
  const small = files.every(({ name, size }) => /\.(txt|text|eml)$/i.test(name) && size <= MOST_BYTES);
  if (files.length === 0 || !small) return null;
  const texts = await Promise.all(
    files.map(async (file) => ({
      from: file.name,
      text: new TextDecoder().decode(await file.arrayBuffer()),
    })),
  );
  return texts.every(({ text }) => holdsResults(text)) ? texts : null;
}

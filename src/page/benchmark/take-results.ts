import type { Summary } from '../../benchmark/result.ts';
import { codeInFragment } from '../../benchmark/result/summary-link.ts';
import { readBenchmarkText, type FoundBenchmark } from '../../benchmark/result/read-benchmark-text.ts';
import { ImportRefused, refuseBytes, shown } from '../../lab/files/import-refused.ts';
import { errorWords } from '../../laws/refusal.ts';
import { desk } from './desk.ts';

/** Bytes of a file; larger ones hold no results. */
const MOST_BYTES = 2_000_000;

/** Takes in the result of a link's fragment. Nothing happens if it has none. */
export async function takeLink(fragment: string): Promise<void> {
  if (codeInFragment(fragment) !== null) takeFound(await readBenchmarkText(fragment));
}

/** Takes in the results in a text. @returns whether none was refused */
export async function takeText(text: string): Promise<boolean> {
  const found = await readBenchmarkText(text);
  takeFound(found);
  return found.every(({ kind }) => kind === 'benchmark');
}

/** Takes in the results in files; a file that cannot be read is refused by its name. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  takeFound((await Promise.all(files.map(foundIn))).flat());
}

async function foundIn(file: File): Promise<FoundBenchmark[]> {
  const name = shown(file.name);
  try {
    refuseBytes('it', file.size, MOST_BYTES);
    const found = await readBenchmarkText(new TextDecoder().decode(await file.arrayBuffer()));
    return found.map((one) => (one.kind === 'refused' ? refusal(name, one.refused) : one));
  } catch (error) {
    if (error instanceof ImportRefused) return [refusal(name, error.message)];
    return [refusal(name, `the file could not be read: ${errorWords(error)}`)];
  }
}

function refusal(name: string, words: string): FoundBenchmark {
  return { kind: 'refused', refused: `${name}: ${words}` };
}

/** Puts results on the desk, each once, and the reasons why others are refused. */
function takeFound(found: readonly FoundBenchmark[]): void {
  const others: Summary[] = [...desk.state.others];
  const refused: string[] = [];
  for (const one of found) {
    if (one.kind === 'refused') refused.push(one.refused);
    else if (!others.some((other) => isSame(other, one.summary))) others.push(one.summary);
  }
  desk.change({ others, refused });
}

/** A link has whole seconds, fewer digits and shorter names than the file of the same result. */
function isSame(one: Summary, other: Summary): boolean {
  const [first, second] = [one, other].map(({ made }) => Math.floor(made / 1000));
  return first === second && one.seed === other.seed && one.standard === other.standard;
}

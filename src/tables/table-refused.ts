import type { Refusal } from '../laws/refusal.ts';

/** A table breaks a rule. The message is one sentence with the rule and the value. */
export class TableRefused extends Error {}

/** What `read` returns, or the sentence of the `TableRefused` that it throws. */
export function refusing<Result>(read: () => Result): Result | Refusal {
  try {
    return read();
  } catch (error) {
    if (error instanceof TableRefused) return { refused: error.message };
    throw error;
  }
}

const SHOWN_CHARACTERS = 40;
const NAME_CHARACTERS = 120;
const LISTED_CHARACTERS = 160;

/** A text as a refusal shows it: short, and without invisible characters. */
export function shown(text: string, most: number = SHOWN_CHARACTERS): string {
  const start = text.slice(0, most + 1);
  const visible = start.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '�');
  return visible.length > most ? `${visible.slice(0, most)}…` : visible;
}

/** The name of a file as refusals show it. */
export function shownName(name: string): string {
  return shown(name, NAME_CHARACTERS);
}

/** A value in quotes. */
export function quoted(text: string): string {
  return JSON.stringify(shown(text));
}

/** Some names as a refusal lists them. */
export function listed(names: readonly string[]): string {
  let [words, count] = ['', 0];
  for (const name of names) {
    if (words.length > LISTED_CHARACTERS) break;
    words += `${count === 0 ? '' : ', '}${shown(name)}`;
    count += 1;
  }
  const more = names.length - count;
  return more > 0 ? `${words} and ${more} more` : words;
}

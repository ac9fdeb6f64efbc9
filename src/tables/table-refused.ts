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
const SHOWN_NAMES = 8;

/** A text as a refusal shows it: short, and without invisible characters. */
export function shown(text: string): string {
  const start = text.slice(0, SHOWN_CHARACTERS + 1);
  const visible = start.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '�');
  return visible.length > SHOWN_CHARACTERS ? `${visible.slice(0, SHOWN_CHARACTERS)}…` : visible;
}

/** A value in quotes. */
export function quoted(text: string): string {
  return JSON.stringify(shown(text));
}

/** Some names as a refusal lists them. */
export function listed(names: readonly string[]): string {
  const more = names.length - SHOWN_NAMES;
  const some = names.slice(0, more > 1 ? SHOWN_NAMES : names.length).map(shown);
  return more > 1 ? `${some.join(', ')} and ${more} more` : some.join(', ');
}

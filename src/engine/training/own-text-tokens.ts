import type { Coding } from '../../corpus/own-text/coding.ts';
import { encodeCharacters } from '../../corpus/own-text/own-tokens.ts';
import { TextError } from '../../corpus/text-error.ts';
import type { OwnTextSource } from '../trainer.ts';

/** Makes tokens of the text of the person's own that the page brought last. */
export class OwnTextTokens {
  private brought: { readonly sha256: string; readonly text: Uint8Array<ArrayBuffer> } | undefined;

  bring(sha256: string, text: Uint8Array<ArrayBuffer>): void {
    this.brought = { sha256, text };
  }

  /** @throws {TextError} if the text of this source was not brought, or is another one */
  tokens({ sha256, coding, title, length, alphabet }: OwnTextSource): Uint8Array<ArrayBuffer> {
    if (this.brought?.sha256 !== sha256) throw absent(title);
    const tokens = encoded(this.brought.text, coding, alphabet, title);
    if (tokens.length === length) return tokens;
    throw new TextError('altered', `${title} has ${tokens.length} tokens, not ${length}.`);
  }
}

function encoded(
  text: Uint8Array<ArrayBuffer>,
  coding: Coding,
  alphabet: string | undefined,
  title: string,
): Uint8Array<ArrayBuffer> {
  if (coding === 'bytes') return text;
  if (alphabet === undefined) throw absent(title);
  return encodeCharacters(text, alphabet);
}

function absent(title: string): TextError {
  return new TextError(
    'absent',
    `This run was trained on ${title}, which is not in this browser. Open the same file again to resume.`,
  );
}

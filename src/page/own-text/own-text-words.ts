import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { Epochs } from '../../lab/state/own-text-epochs.ts';
import type { HeldText } from '../../lab/state/own-text-state.ts';

/** Readings up to which repeated text is worth nearly as much as new text (Muennighoff et al. 2023). */
const NEARLY_NEW = 4;
/** Readings beyond which more of them teach nothing. */
const WORTHLESS = 16;

/** What reading a text again and again does to a law. */
export function epochsWords(epochs: Epochs | Refusal | null): string {
  if (epochs === null)
    return 'The chosen experiment trains on data of its own, or on nothing: choose another one to use this text.';
  if (isRefusal(epochs)) return `The chosen experiment cannot train on it: ${epochs.refused}.`;
  const { least, most } = epochs;
  const often = least === most ? times(most) : `${times(least)} to ${times(most)}`;
  return `Each model of the chosen experiment reads it ${often}. ${repetitionWords(most)}`;
}

function repetitionWords(most: number): string {
  if (most <= 1) return 'No part of it is read twice.';
  if (most <= NEARLY_NEW)
    return `Up to about ${NEARLY_NEW} times, repeated text is worth nearly as much as new text (Muennighoff et al. 2023).`;
  return (
    `Beyond about ${NEARLY_NEW} times, repeated text is worth less and less, and after about ${WORTHLESS} times nothing ` +
    '(Muennighoff et al. 2023). Large models then learn it by heart, and the law bends: its exponent comes out too small. ' +
    'Choose fewer tokens, or a longer text.'
  );
}

function times(epochs: number): string {
  const digits = epochs < 1 ? 2 : 1;
  return epochs === 1 ? 'once' : `${epochs.toLocaleString('en', { maximumFractionDigits: digits })} times`;
}

/** What was done with rare characters; empty if all have a token. */
export function replacedWords({ kinds, replaced }: HeldText, vocabulary: number): string {
  if (replaced === 0) return '';
  return (
    `It has ${kinds.toLocaleString('en')} kinds of characters; the rarest ${(kinds - vocabulary + 1).toLocaleString('en')} ` +
    `share one token (${replaced.toLocaleString('en')} characters).`
  );
}

/** An entropy in nats per token, and in bits per byte. */
export function entropyWords(nats: number, unit: string, bytesPerToken: number): string {
  return `${nats.toFixed(3)} nats per ${unit} · ${(nats / Math.LN2 / bytesPerToken).toFixed(3)} bits per byte`;
}

/** `1.2 MB`, `640 kB` */
export function bytesWords(bytes: number): string {
  if (bytes < 1e3) return `${bytes} bytes`;
  const [size, unit] = bytes < 1e6 ? [bytes / 1e3, 'kB'] : [bytes / 1e6, 'MB'];
  return `${size.toLocaleString('en', { maximumSignificantDigits: 3 })} ${unit}`;
}

import { corpusOf } from '../plan/corpora.ts';
import type { PlannedRun } from '../plan/plan-runs.ts';

/**
 * A loss of a run in bits per byte of UTF-8, the unit in which texts of different alphabets are compared; null if its corpus
 * is no text. A byte-level model pays for every byte; a model of characters pays nothing for telling apart the characters
 * that share its last token.
 * @param loss nats per token
 */
export function bitsPerByte(loss: number, { settings }: Pick<PlannedRun, 'settings'>): number | null {
  const { bytesPerToken } = corpusOf(settings.corpus, settings.context);
  return bytesPerToken === null ? null : loss / Math.LN2 / bytesPerToken;
}

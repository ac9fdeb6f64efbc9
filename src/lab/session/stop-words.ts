import type { SharedCause } from '../../engine/trainer.ts';

/** Why a sweep stopped by itself, and what to do. */
const WORDS: Record<Exclude<SharedCause, 'text-absent'>, string> = {
  'text-unreachable':
    'The text could not be loaded. Check the network, and that the server runs; then press Resume.',
  'text-altered':
    'The text that arrived is not the expected one. Log in to the network if it asks for that, reload the page without the ' +
    'browser’s cache, and press Resume. If it stays, the server has another file.',
  'no-adapter':
    'No GPU could be opened. Close other programs and pages that use it, then press Resume. If it stays, restart the browser.',
};

/** Words for a cause that would fail every run of the sweep; `message` is the error. */
export function stopWords(shared: SharedCause, message: string): string {
  if (shared === 'text-absent') return message;
  return `${WORDS[shared]} The error: ${message.endsWith('.') ? message : `${message}.`}`;
}

/** Words for a text that an experiment counts, which has nothing to resume. */
export function countStopWords(shared: SharedCause, message: string): string {
  return stopWords(shared, message).replace('press Resume', 'press Start');
}

/** A sweep stops after this many lost GPUs in a row without a checkpoint between them. */
export const MOST_LOSSES = 3;

export const LOST_TOO_OFTEN =
  'The GPU was lost three times in a row. Close other programs that use it, choose a smaller batch or smaller models, ' +
  'or update its driver; then resume.';

import { thrownWords } from './thrown-words.ts';
import type { SharedCause } from '../trainer.ts';

/** A failure of a run, and the place where it happened, as the page shows them. */
export class PlacedError extends Error {
  /** Undefined if only this run fails. */
  readonly shared: SharedCause | undefined;

  constructor(
    readonly place: string,
    message: string,
    { shared, ...options }: ErrorOptions & { shared?: SharedCause } = {},
  ) {
    super(message, options);
    this.shared = shared;
  }
}

/** Adds a place to a thrown value, unless it has one. */
export function placed(place: string, error: unknown): PlacedError {
  if (error instanceof PlacedError) return error;
  return new PlacedError(place, thrownWords(error), { cause: error });
}

/** A failure of a run, and the place where it happened, as the page shows them. */
export class PlacedError extends Error {
  constructor(
    readonly place: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Adds a place to a thrown value, unless it has one. */
export function placed(place: string, error: unknown): PlacedError {
  if (error instanceof PlacedError) return error;
  return new PlacedError(place, error instanceof Error ? error.message : String(error), { cause: error });
}

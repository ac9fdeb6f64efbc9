/** A failure of a run with the place where it happened, as the person is told. */
export class PlacedError extends Error {
  constructor(
    readonly place: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Gives whatever was thrown a place, unless it has one. */
export function placed(place: string, error: unknown): PlacedError {
  if (error instanceof PlacedError) return error;
  return new PlacedError(place, error instanceof Error ? error.message : String(error), { cause: error });
}

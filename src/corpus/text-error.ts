/** A text could not be had: the server cannot be reached or refuses, or sends another file than the expected one. */
export class TextError extends Error {
  constructor(
    readonly kind: 'unreachable' | 'altered',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

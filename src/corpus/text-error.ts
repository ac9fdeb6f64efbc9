/**
 * A text could not be had: the server cannot be reached or refuses, it sends another file than the expected one, or a text
 * of the person's own is not in this browser.
 */
export class TextError extends Error {
  constructor(
    readonly kind: 'unreachable' | 'altered' | 'absent',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

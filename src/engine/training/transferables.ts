/** The buffers of an event's typed arrays, which are handed over to whoever listens rather than copied. */
export function transferables(event: object): ArrayBufferLike[] {
  return Object.values(event).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer] : []));
}

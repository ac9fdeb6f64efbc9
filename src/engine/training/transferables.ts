/** The buffers of an event's typed arrays, which are transferred to the listener instead of copied. */
export function transferables(event: object): ArrayBufferLike[] {
  return Object.values(event).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer] : []));
}

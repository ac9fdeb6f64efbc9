/** A time in milliseconds, to a microsecond or better. */
export function milliseconds(time: number): string {
  return time.toFixed(time < 1 ? 4 : 2);
}

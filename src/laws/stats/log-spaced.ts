/** `count` values from the first to the last, evenly spaced on a log axis; one value if both are the same. */
export function logSpaced(first: number, last: number, count: number): number[] {
  if (first === last) return [first];
  return Array.from({ length: count }, (_, i) => first * (last / first) ** (i / (count - 1)));
}

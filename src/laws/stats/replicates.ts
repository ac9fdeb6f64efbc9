/**
 * How far a fit's refits are. It is called after each of them; what it throws ends the fit and reaches the fit's caller,
 * who no longer wants it.
 */
export type OnProgress = (done: number, total: number) => void;

/** `count` draws, one after the other. */
export function replicatesOf<Draw>(
  count: number,
  draw: (replicate: number) => Draw,
  onProgress?: OnProgress,
): Draw[] {
  return Array.from({ length: count }, (_, replicate) => {
    const drawn = draw(replicate);
    onProgress?.(replicate + 1, count);
    return drawn;
  });
}

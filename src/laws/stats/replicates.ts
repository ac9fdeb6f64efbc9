/**
 * Receives the number of refits done, after each of them. To cancel the fit it may throw; the error reaches the caller
 * of the fit.
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

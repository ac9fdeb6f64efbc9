/**
 * Receives how many refits of a fit are done, after each of them. It may throw, if nobody wants the fit any more: that
 * ends the fit and reaches its caller.
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

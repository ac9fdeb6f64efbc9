import { startsIn, windowsIn, type Stretch } from './split-windows.ts';
import type { TextLayout } from './text-layout.ts';

/** How many of a text's parts are used: the first ones of each kind. */
export interface PartCounts {
  training: number;
  heldOut: number;
}

type Parts = readonly (readonly Stretch[])[];

/** Windows of T tokens in all these parts; none crosses the border of a block. */
export function countWindows(parts: Parts, context: number): number {
  return parts.flat().reduce((sum, block) => sum + windowsIn(block, context), 0);
}

/** The fewest parts with at least so many windows; all of them if there are fewer windows. */
export function fewestParts(parts: Parts, context: number, windows: number): number {
  let found = 0;
  let count = 0;
  while (count < parts.length && (count === 0 || found < windows)) {
    found += countWindows(parts.slice(count, count + 1), context);
    count++;
  }
  return count;
}

/**
 * The starts of windows as in `splitWindows`, in the text of the first training parts, followed by the first held-out
 * parts. No window crosses the border of a block, because the next block of a part is from elsewhere in the text.
 */
export function windowsOfParts(
  layout: TextLayout,
  { training, heldOut }: PartCounts,
  context: number,
): { training: Uint32Array<ArrayBuffer>; validation: Uint32Array<ArrayBuffer> } {
  const trained = packed(layout.training.slice(0, training), 0);
  const held = packed(layout.heldOut.slice(0, heldOut), trained.at(-1)?.end ?? 0);
  return { training: startsIn(trained, context), validation: startsIn(held, context) };
}

/** The places of blocks that stand one after the other. */
function packed(parts: Parts, offset: number): Stretch[] {
  let end = offset;
  return parts.flat().map((block) => {
    const start = end;
    end += block.end - block.start;
    return { start, end };
  });
}

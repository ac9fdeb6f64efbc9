/** Width and height of a patch, in pixels. */
export const SIDE = 8;
/** Every so many rows of patches, over all photographs, one is held out. */
const HELD_OUT_ROWS = 20;
/** Begins a patch. */
const START = '\n';
/** A symbol for the start of a patch and for each of 16 levels, black first. */
export const ALPHABET = `${START}0123456789abcdef`;

/** A photograph as a decoder gives it. */
export interface Photograph {
  readonly width: number;
  readonly height: number;
  /** [height, width, 4] red, green, blue and opacity, 0 to 255. */
  readonly data: Uint8Array;
}

/** A row of patches, each as a text: a start, then its pixels row by row. */
type Row = string[];

/** All whole patches of a photograph, by rows from the top. */
export function patchRows({ data, height, width }: Photograph): Row[] {
  return Array.from({ length: Math.floor(height / SIDE) }, (_, row) =>
    Array.from({ length: Math.floor(width / SIDE) }, (_empty, column) => {
      const levels = Array.from({ length: SIDE * SIDE }, (_none, i) => {
        const y = row * SIDE + Math.floor(i / SIDE);
        const x = column * SIDE + (i % SIDE);
        return levelOf(data, 4 * (y * width + x)).toString(16);
      });
      return START + levels.join('');
    }),
  );
}

/** Luma of ITU-R BT.601 in 16 levels. */
function levelOf(data: Uint8Array, at: number): number {
  const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue) >> 4;
}

/** The patches of held-out rows, evenly spaced over all rows, and `count` of the others, spread evenly over these. */
export function splitPatches(rows: readonly Row[], count: number): { training: string[]; heldOut: string[] } {
  const isHeldOut = (row: number): boolean => row % HELD_OUT_ROWS === HELD_OUT_ROWS - 1;
  const others = rows.filter((_, row) => !isHeldOut(row)).flat();
  if (count > others.length)
    throw new Error(`${count} patches were asked for, and there are ${others.length}`);
  return {
    training: Array.from(
      { length: count },
      (_, i) => others[Math.floor(((i + 0.5) * others.length) / count)] ?? '',
    ),
    heldOut: rows.filter((_, row) => isHeldOut(row)).flat(),
  };
}

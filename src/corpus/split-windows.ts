const BLOCKS = 20;
const HELD_OUT_SHARE = 0.05;

/** A stretch of a text from `start` to `end`, exclusive. */
export interface Stretch {
  start: number;
  end: number;
}

/** Evenly spaced blocks of a text are held out; training uses the stretches between them. */
export interface SplitText {
  training: Stretch[];
  heldOut: Stretch[];
}

/** The held-out blocks of a text of `length` tokens, and the stretches between them. */
export function splitText(length: number): SplitText {
  const blockLength = heldOutLength(length);
  const heldOut = Array.from({ length: BLOCKS }, (_, i) => blockAt(i, length, blockLength));
  return { training: stretchesBetween(heldOut, length), heldOut };
}

/**
 * Checks that each held-out block has room for a window.
 *
 * @throws if the text is too short
 */
export function checkLength(length: number, context: number): void {
  const blockLength = heldOutLength(length);
  if (blockLength > context) return;
  throw new Error(
    `${length} tokens are too few for windows of ${context}: each of ${BLOCKS} held-out blocks has ` +
      `${blockLength} tokens and needs ${context + 1}`,
  );
}

/**
 * The starts of training and validation windows of a text of `length` tokens. A window at s has T = `context` inputs
 * s … s+T−1 and targets s+1 … s+T. Evenly spaced blocks are held out. Validation windows lie wholly in a block, and training
 * windows wholly outside. Windows of the same kind start T apart, so that no position is an input twice.
 *
 * @throws if the text is too short for one validation window in each block
 */
export function splitWindows(
  length: number,
  context: number,
): { training: Uint32Array<ArrayBuffer>; validation: Uint32Array<ArrayBuffer> } {
  checkLength(length, context);
  const { training, heldOut } = splitText(length);
  return { training: startsIn(training, context), validation: startsIn(heldOut, context) };
}

/** The fewest tokens of a text whose held-out blocks have a window each and `batch` windows in all. */
export function leastLength(context: number, batch: number): number {
  const windows = Math.ceil(batch / BLOCKS);
  return Math.ceil(((windows * context + 1) * BLOCKS) / HELD_OUT_SHARE);
}

/**
 * `count` of these window starts, spread evenly over all of them: the middles of `count` equal shares.
 *
 * @throws if there are fewer
 */
export function spreadEvenly(starts: Uint32Array, count: number): Uint32Array<ArrayBuffer> {
  if (count > starts.length)
    throw new Error(`${count} windows were asked for, and there are ${starts.length}`);
  return Uint32Array.from({ length: count }, (_, i) => {
    return starts[Math.floor(((i + 0.5) * starts.length) / count)] ?? 0;
  });
}

/**
 * The first `count` starts of windows that begin `stride` tokens apart, in the stretches of text that these windows of T tokens
 * cover. Windows of one stretch start exactly T apart, and the next stretch begins further away, so no window crosses a border.
 */
export function overlapping(
  starts: Uint32Array,
  context: number,
  { stride, windows: count }: { readonly stride: number; readonly windows: number },
): Uint32Array<ArrayBuffer> {
  const found: number[] = [];
  for (let first = 0, next = 1; first < starts.length && found.length < count; first = next++) {
    while (next < starts.length && starts[next] === starts[next - 1] + context) next++;
    for (let at = starts[first]; at <= starts[next - 1] && found.length < count; at += stride) found.push(at);
  }
  return Uint32Array.from(found);
}

function heldOutLength(length: number): number {
  return Math.floor((length * HELD_OUT_SHARE) / BLOCKS);
}

/** The middle of the i-th of equal parts of the text. */
function blockAt(i: number, length: number, blockLength: number): Stretch {
  const start = Math.round(((i + 0.5) * length) / BLOCKS - blockLength / 2);
  return { start, end: start + blockLength };
}

function stretchesBetween(blocks: readonly Stretch[], length: number): Stretch[] {
  const starts = [0, ...blocks.map((block) => block.end)];
  const ends = [...blocks.map((block) => block.start), length];
  return starts.map((start, i) => ({ start, end: ends[i] ?? length }));
}

/** How many windows fit into a stretch. Each needs one token more than its inputs: the target of its last one. */
export function windowsIn({ start, end }: Stretch, context: number): number {
  return Math.max(0, Math.floor((end - start - 1) / context));
}

/** Starts of the windows that fit, one after the other from the start of each stretch. */
export function startsIn(stretches: readonly Stretch[], context: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(
    stretches.flatMap((stretch) =>
      Array.from({ length: windowsIn(stretch, context) }, (_, i) => stretch.start + i * context),
    ),
  );
}

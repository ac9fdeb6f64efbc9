const BLOCKS = 20;
const HELD_OUT_SHARE = 0.05;

/** A part of a text from `start` to `end`, exclusive. */
interface Stretch {
  start: number;
  end: number;
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
  const blocks = blocksOf(length, context);
  return {
    training: startsIn(stretchesBetween(blocks, length), context),
    validation: startsIn(blocks, context),
  };
}

/** The held-out blocks of a text. @throws if they are too short for a window */
function blocksOf(length: number, context: number): Stretch[] {
  const blockLength = Math.floor((length * HELD_OUT_SHARE) / BLOCKS);
  if (blockLength < context + 1) {
    throw new Error(
      `${length} tokens are too few for windows of ${context}: each of ${BLOCKS} held-out blocks has ` +
        `${blockLength} tokens and needs ${context + 1}`,
    );
  }
  return Array.from({ length: BLOCKS }, (_, i) => blockAt(i, length, blockLength));
}

/**
 * The numbers of windows that `splitWindows` makes.
 *
 * @throws as `splitWindows` does
 */
export function countWindows(length: number, context: number): { training: number; validation: number } {
  const blocks = blocksOf(length, context);
  return {
    training: windowsIn(stretchesBetween(blocks, length), context),
    validation: windowsIn(blocks, context),
  };
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

/** Starts of the windows that fit, one after the other from the start of each part. */
function startsIn(stretches: readonly Stretch[], context: number): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(
    stretches.flatMap((stretch) =>
      Array.from({ length: windowsIn([stretch], context) }, (_, i) => stretch.start + i * context),
    ),
  );
}

function windowsIn(stretches: readonly Stretch[], context: number): number {
  return stretches.reduce(
    (sum, { start, end }) => sum + Math.max(0, Math.floor((end - start - 1) / context)),
    0,
  );
}

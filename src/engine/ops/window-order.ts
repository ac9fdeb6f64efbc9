import { read, type Kernel, type View } from '../gpu/kernel.ts';

/** The buffers that decide which windows are drawn. */
export interface DrawSources {
  /** Tokens, packed little-endian into 32-bit words. */
  corpus: View;
  /** First token of every window. */
  starts: View;
  /** Four words a lane, the first its order seed. */
  lanes: View;
  /** The first word counts the steps done. */
  state: View;
}

export interface DrawShape {
  batch: number;
  context: number;
  /** How many `starts` there are. */
  windows: number;
  lanes: number;
  tokenBits: 8 | 16;
  /** Whether each epoch takes the windows in its own order instead of the listed one. */
  shuffled: boolean;
}

/** Half the bits that number `windows` windows, rounded up; at least one. */
export function feistelHalfBits(windows: number): number {
  return Math.max(1, Math.ceil(Math.log2(windows) / 2));
}

/** The bindings, constants and sizes that `window-order.wgsl` needs in a kernel. */
export function windowOrderParts(
  { corpus, starts, lanes, state }: DrawSources,
  { batch, context, windows, tokenBits, shuffled }: DrawShape,
): Pick<Kernel, 'bindings' | 'constants' | 'sizes'> {
  return {
    bindings: [corpus, starts, lanes, state].map(read),
    constants: { SHUFFLED: Number(shuffled), TOKEN_BITS: tokenBits },
    sizes: { batch, context, windows, half_bits: feistelHalfBits(windows) },
  };
}

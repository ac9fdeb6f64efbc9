import { windowAt } from './window-order.ts';

export interface Drawing {
  tokens: readonly number[];
  /** First token of each window. */
  starts: readonly number[];
  context: number;
  batch: number;
  /** If absent, windows come in their listed order. */
  orderSeed?: number;
}

/** The windows of step `step`, counted from 0, and the token after each of their tokens: `[B, T]`. */
export function drawBatch(drawing: Drawing, step: number): { inputs: number[]; targets: number[] } {
  const { tokens, starts, context, batch, orderSeed } = drawing;
  const places = Array.from({ length: batch }, (_, b) => {
    const drawn = step * batch + b;
    const window =
      orderSeed === undefined ? drawn % starts.length : windowAt(orderSeed, drawn, starts.length);
    return starts[window];
  });
  return {
    inputs: places.flatMap((start) => tokens.slice(start, start + context)),
    targets: places.flatMap((start) => tokens.slice(start + 1, start + context + 1)),
  };
}

import { median } from '../stats/median.ts';
import { STANDARD } from '../standard/standard.ts';

const { warmUp: RULE } = STANDARD;

/** The most steps of one submit. A lost device seems to need no time for a step. */
const MOST_STEPS = 20_000;

/** Submits so many steps; settles with their milliseconds. */
export type SubmitSteps = (steps: number) => Promise<number>;

export interface WarmUp {
  /** Steps that it took. */
  steps: number;
  /** Median over the last blocks. */
  millisecondsPerStep: number;
}

/** Trains by the standard's rule until a step takes a stable time. */
export async function warmUp(submit: SubmitSteps): Promise<WarmUp> {
  let steps = 0;
  let spent = 0;
  const take = async (count: number): Promise<number> => {
    const milliseconds = await submit(count);
    steps += count;
    spent += milliseconds;
    return milliseconds;
  };
  let inBlock = 1;
  while ((await take(inBlock)) < RULE.blockMilliseconds && inBlock < MOST_STEPS) inBlock *= 2;
  const blocks: number[] = [];
  do blocks.push((await take(inBlock)) / inBlock);
  while (!isStable(blocks) && spent < RULE.mostMilliseconds);
  return { steps, millisecondsPerStep: median(blocks.slice(-RULE.blocks)) };
}

/** Steps that take at least so many milliseconds, with a tenth to spare. */
export function stepsLasting(milliseconds: number, millisecondsPerStep: number): number {
  return Math.min(MOST_STEPS, Math.ceil((1.1 * milliseconds) / Math.max(millisecondsPerStep, 1e-3)));
}

/** Whether the last blocks took as long as those before them. */
function isStable(blocks: readonly number[]): boolean {
  if (blocks.length < 2 * RULE.blocks) return false;
  const last = median(blocks.slice(-RULE.blocks));
  const before = median(blocks.slice(-2 * RULE.blocks, -RULE.blocks));
  return Math.abs(last - before) <= RULE.change * before;
}

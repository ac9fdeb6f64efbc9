import { extent } from '../../stats/extent.ts';

/** One axis of a grid of `count` cells. */
export interface GridAxis {
  low: number;
  high: number;
  count: number;
}

const MOST_ROUNDS = 12;
/** Cells less likely than this, in logs, are left out of the next grid. */
const UNLIKELY = 12;
/** A grid is fine enough if this many cells an axis are nearly as likely as the best. */
const ENOUGH = 5;
const NEAR = 2;
/** A grid that shrinks by less than this is as fine as it gets. */
const SHRUNK = 0.8;

/**
 * Evaluates the middle of every cell of a grid, and makes the grid finer around the likely cells until it resolves
 * them.
 *
 * @param evaluate of a cell, its middle and its volume; `log` is the log of its probability
 */
export function refineGrid<Cell extends { log: number }>(
  axes: readonly GridAxis[],
  evaluate: (middle: number[], volume: number) => Cell,
): Cell[] {
  let grid = axes;
  for (let round = 1; ; round++) {
    const middles = middlesOf(grid);
    const volume = grid.reduce((product, axis) => product * stepOf(axis), 1);
    const cells = middles.map((middle) => evaluate(middle, volume));
    const best = cells.reduce((most, { log }) => Math.max(most, log), -Infinity);
    const near = cells.filter(({ log }) => log > best - NEAR).length;
    if (round === MOST_ROUNDS || best === -Infinity || near >= ENOUGH * grid.length) return cells;
    const likely = middles.filter((_, i) => cells[i].log > best - UNLIKELY);
    const next = grid.map((axis, k) =>
      around(
        axis,
        likely.map((middle) => middle[k]),
      ),
    );
    if (!next.some((axis, k) => axis.high - axis.low < SHRUNK * (grid[k].high - grid[k].low))) return cells;
    grid = next;
  }
}

function middlesOf(grid: readonly GridAxis[]): number[][] {
  return grid.reduce<number[][]>(
    (rows, axis) =>
      rows.flatMap((row) =>
        Array.from({ length: axis.count }, (_, i) => [...row, axis.low + (i + 0.5) * stepOf(axis)]),
      ),
    [[]],
  );
}

/** The part of an axis that holds some middles of its cells, with one cell more on both sides. */
function around(axis: GridAxis, middles: readonly number[]): GridAxis {
  const step = stepOf(axis);
  const [least, most] = extent(middles);
  return {
    low: Math.max(axis.low, least - step),
    high: Math.min(axis.high, most + step),
    count: axis.count,
  };
}

function stepOf({ low, high, count }: GridAxis): number {
  return (high - low) / count;
}

import type { RunStyle } from '../run-style.ts';
import { rounded, type Place } from './path-data.ts';

/** The symbols of runs, the cross of a minimum, and a ring, which is a circle. */
export type SymbolName = RunStyle['symbol'] | 'times';

/** Half the side of a square, and so on, for the area of a circle of radius 1. */
const SQUARE = Math.sqrt(Math.PI) / 2;
const TRIANGLE = 1.21;
const DIAMOND = 1.11;
const CROSS = 0.75;

/** Path data of symbols of the same area at some places. @param r radius of the circle of that area, in pixels */
export function symbolPath(symbol: SymbolName, r: number, places: readonly Place[]): string {
  return places.map(({ x, y }) => SYMBOLS[symbol](rounded(x), rounded(y), r)).join('');
}

const SYMBOLS: Record<SymbolName, (x: number, y: number, r: number) => string> = {
  circle: (x, y, r) => `M${rounded(x + r)},${y}a${r},${r} 0 1 1 ${-2 * r},0a${r},${r} 0 1 1 ${2 * r},0Z`,
  square2: (x, y, r) => {
    const side = rounded(2 * SQUARE * r);
    return `M${rounded(x - side / 2)},${rounded(y - side / 2)}h${side}v${side}h${-side}Z`;
  },
  triangle2: (x, y, r) => {
    const [half, height] = [rounded(TRIANGLE * r * 0.866), rounded(TRIANGLE * r * 1.5)];
    return `M${x},${rounded(y - TRIANGLE * r)}l${half},${height}h${-2 * half}Z`;
  },
  diamond2: (x, y, r) => {
    const half = rounded(DIAMOND * r);
    return `M${x},${rounded(y - half)}l${half},${half}l${-half},${half}l${-half},${-half}Z`;
  },
  times: (x, y, r) => {
    const half = rounded(CROSS * r);
    const [left, right] = [rounded(x - half), rounded(x + half)];
    const [top, bottom] = [rounded(y - half), rounded(y + half)];
    return `M${left},${top}L${right},${bottom}M${left},${bottom}L${right},${top}`;
  },
};

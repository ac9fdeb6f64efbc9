import type { RunStyle } from '../run-style.ts';
import { areaPath, linePath, rulePath, type Place } from './path-data.ts';
import type { Mark, PathMark, TextMark } from './scene.ts';
import { symbolPath, type SymbolName } from './symbol-path.ts';

/** Size of text in pixels. */
export const TEXT_SIZE = 12;
/** Weight of text that names data. */
const NAME_WEIGHT = 600;
/** Half the length of the ends of a bar. */
const BAR_END = 4;

type PathStyle = Partial<Omit<PathMark, 'kind' | 'd' | 'role'>>;
type TextStyle = Partial<Omit<TextMark, 'kind' | 'text' | 'role' | 'x' | 'y'>>;

export function path(role: string, d: string, style: PathStyle): PathMark {
  return { kind: 'path', role, d, ...style };
}

/** A line through places. */
export function line(role: string, places: readonly Place[], style: PathStyle): Mark[] {
  const d = linePath(places);
  return d === '' ? [] : [path(role, d, style)];
}

/** A shaded area between two lines. */
export function area(
  role: string,
  upper: readonly Place[],
  lower: readonly Place[],
  style: PathStyle,
): Mark[] {
  const d = areaPath(upper, lower);
  return d === '' ? [] : [path(role, d, { opacity: 0.13, ...style })];
}

/** A straight line. */
export function rule(role: string, from: Place, to: Place, style: PathStyle): Mark[] {
  return finite(from, to) ? [path(role, rulePath(from, to), style)] : [];
}

/** An interval: a straight line, upright or level, with a short stroke across each end. */
export function bar(role: string, from: Place, to: Place, style: PathStyle): Mark[] {
  if (!finite(from, to)) return [];
  const [dx, dy] = from.x === to.x ? [BAR_END, 0] : [0, BAR_END];
  const ends = [from, to].map(({ x, y }) => rulePath({ x: x - dx, y: y - dy }, { x: x + dx, y: y + dy }));
  return [path(role, rulePath(from, to) + ends.join(''), style)];
}

/** Symbols as one mark, because a mark for each of thousands is slow. */
export function symbols(
  role: string,
  symbol: SymbolName,
  r: number,
  places: readonly Place[],
  style: PathStyle,
): Mark[] {
  const shown = places.filter((place) => finite(place));
  return shown.length === 0 ? [] : [path(role, symbolPath(symbol, r, shown), style)];
}

/** A model's dot: filled if the fit uses it, hollow if not. */
export function modelDots(
  { color, symbol }: RunStyle,
  fitted: boolean,
  places: readonly Place[],
  { r = 4.5, ...style }: PathStyle & { r?: number } = {},
): Mark[] {
  const fill = fitted ? color : 'var(--card)';
  return symbols('dot', symbol, r, places, { stroke: color, strokeWidth: 2, fill, ...style });
}

/** A cross with a rim, so that it is seen on lines and dots. */
export function crosses(role: string, r: number, places: readonly Place[]): Mark[] {
  return [
    ...symbols(`${role}-rim`, 'times', r, places, { stroke: 'var(--card)', strokeWidth: 5 }),
    ...symbols(role, 'times', r, places, { stroke: 'var(--ink)', strokeWidth: 2 }),
  ];
}

/** Text that names data, with a rim. */
export function label(role: string, { x, y }: Place, text: string, style: TextStyle): TextMark {
  return {
    kind: 'text',
    role,
    x,
    y,
    text,
    anchor: 'start',
    fill: 'var(--ink)',
    size: TEXT_SIZE,
    weight: NAME_WEIGHT,
    rim: true,
    ...style,
  };
}

function finite(...places: readonly Place[]): boolean {
  return places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
}

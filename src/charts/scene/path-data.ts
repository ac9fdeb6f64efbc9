/** A place in pixels. */
export interface Place {
  x: number;
  y: number;
}

/** Path data of a line. It is broken where a place is not finite, and reduced to what its pixels can show. */
export function linePath(places: readonly Place[]): string {
  let path = '';
  let pen = 'M';
  for (const { x, y } of decimated(places)) {
    if (Number.isFinite(x) && Number.isFinite(y)) {
      path += `${pen}${rounded(x)},${rounded(y)}`;
      pen = 'L';
    } else pen = 'M';
  }
  return path;
}

/** Path data of the area between two lines over the same places. */
export function areaPath(upper: readonly Place[], lower: readonly Place[]): string {
  const edge = [...decimated(upper), ...decimated(lower).toReversed()];
  const path = linePath(edge.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
  return path === '' ? '' : `${path}Z`;
}

/** Path data of one straight line. */
export function rulePath(from: Place, to: Place): string {
  return `M${rounded(from.x)},${rounded(from.y)}L${rounded(to.x)},${rounded(to.y)}`;
}

/** Tenths of a pixel: finer differences are invisible and make paths longer. */
export function rounded(pixels: number): number {
  return Math.round(10 * pixels) / 10;
}

/** Of each pixel column its first, lowest, highest and last place, which draw the same line as all of them. */
export function decimated(places: readonly Place[]): readonly Place[] {
  if (places.length < 3) return places;
  const kept: Place[] = [];
  let start = 0;
  for (let i = 1; i <= places.length; i++) {
    if (i < places.length && columnOf(places[i]) === columnOf(places[start])) continue;
    keepColumn(places, start, i, kept);
    start = i;
  }
  return kept;
}

function columnOf(place: Place | undefined): number {
  return Math.floor(place?.x ?? NaN);
}

function keepColumn(places: readonly Place[], start: number, end: number, kept: Place[]): void {
  let low = start;
  let high = start;
  for (let i = start; i < end; i++) {
    const y = places[i]?.y ?? NaN;
    if (y < (places[low]?.y ?? NaN)) low = i;
    if (y > (places[high]?.y ?? NaN)) high = i;
  }
  const chosen = [start, Math.min(low, high), Math.max(low, high), end - 1];
  let last = -1;
  for (const i of chosen) {
    const place = places[i];
    if (i > last && place !== undefined) kept.push(place);
    last = Math.max(last, i);
  }
}

import type { Place } from '../scene/path-data.ts';
import type { Scene, Track, TrackPoint } from '../scene/scene.ts';

/** A point of a scene, by its track and its place on it. */
export interface PointIndex {
  track: number;
  point: number;
}

/** A point that a cursor is at, with what it says of it. */
export interface FoundPoint {
  at: Place;
  name: string;
  color: string;
  run: string | null;
  /** Value on the x axis, in its unit. */
  x: number;
  /** Name and value of each axis: `Training steps S: 120`. */
  words: string[];
}

/** On a track of more points than this, a step is at least this many pixels. */
const DENSE = 60;
const STEP = 4;

/** The point that is nearest to a place in pixels; null if the scene has no points. */
export function nearestPoint({ tracks }: Scene, { x, y }: Place): PointIndex | null {
  let nearest: PointIndex | null = null;
  let least = Infinity;
  for (const [track, { points }] of tracks.entries()) {
    for (const [point, { at }] of points.entries()) {
      const distance = (at.x - x) ** 2 + (at.y - y) ** 2;
      if (distance < least) [nearest, least] = [{ track, point }, distance];
    }
  }
  return nearest;
}

/** What a cursor says of a point; null if the scene no longer has it. */
export function foundPoint({ tracks, x, y }: Scene, { track, point }: PointIndex): FoundPoint | null {
  const owner = tracks[track];
  const found = owner?.points[point];
  if (owner === undefined || found === undefined) return null;
  const across = `${x.name}: ${x.say(found.x)}`;
  return {
    at: found.at,
    name: found.name ?? owner.name,
    color: found.color ?? owner.color,
    run: runOf(owner, found),
    x: found.x,
    words: y === null ? [across] : [across, `${y.name}: ${y.say(found.y)}`],
  };
}

/** The next point on the same track, to the right or to the left; the same one at its end. */
export function stepAlong({ tracks }: Scene, { track, point }: PointIndex, by: 1 | -1): PointIndex {
  const points = tracks[track]?.points ?? [];
  const from = points[point]?.at.x ?? 0;
  const least = points.length > DENSE ? STEP : 0;
  let next = point + by;
  while (points[next + by] !== undefined && Math.abs((points[next]?.at.x ?? from) - from) < least) next += by;
  return points[next] === undefined ? { track, point } : { track, point: next };
}

/** The point of another track, the one above or below in the order of tracks, that is nearest across. */
export function stepBetween({ tracks }: Scene, { track, point }: PointIndex, by: 1 | -1): PointIndex {
  const next = (track + by + tracks.length) % Math.max(1, tracks.length);
  const from = tracks[track]?.points[point]?.at.x ?? 0;
  return { track: next, point: nearestAcross(tracks[next]?.points ?? [], from) };
}

/** The first or the last point of a track. */
export function endOfTrack({ tracks }: Scene, { track }: PointIndex, end: 'first' | 'last'): PointIndex {
  return { track, point: end === 'first' ? 0 : Math.max(0, (tracks[track]?.points.length ?? 1) - 1) };
}

/**
 * The points of a run, as a chart marks them while a person points at the run elsewhere: at a place on the x axis if both
 * axes are the same, otherwise each model, or the end of its curve.
 * @param x null if the axes differ
 */
export function pointsOfRun({ tracks, x: axis }: Scene, run: string, x: number | null): PointIndex[] {
  return tracks.flatMap((owner, track) => {
    if (owner.run === run) {
      const last = owner.points.length - 1;
      return [{ track, point: x === null ? last : nearestAcross(owner.points, axis.place(x)) }];
    }
    return owner.points.flatMap((point, i) => (point.run === run ? [{ track, point: i }] : []));
  });
}

function nearestAcross(points: readonly TrackPoint[], x: number): number {
  return points.reduce(
    (best, { at }, i) => (Math.abs(at.x - x) < Math.abs((points[best]?.at.x ?? Infinity) - x) ? i : best),
    0,
  );
}

function runOf(track: Track, point: TrackPoint): string | null {
  return point.run ?? track.run ?? null;
}

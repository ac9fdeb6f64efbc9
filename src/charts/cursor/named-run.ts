import { boxOf } from '../dot-labels.ts';
import type { Place } from '../scene/path-data.ts';
import type { Scene } from '../scene/scene.ts';
import { foundPoint, nearestPoint } from './find-point.ts';

/** A press within so many pixels of a point means its run. */
const NEAR = 12;

/** The run whose name is at a place in pixels; null for none. */
export function namedRun({ marks }: Scene, { x, y }: Place): string | null {
  const name = marks.findLast((mark) => {
    if (mark.kind !== 'text' || mark.run === undefined) return false;
    const { left, right, top, bottom } = boxOf(mark);
    return x >= left && x <= right && y >= top && y <= bottom;
  });
  return name?.run ?? null;
}

/** The run that a person means by a press at a place: the one named there, otherwise the one whose point is near. */
export function pressedRun(scene: Scene, place: Place): string | null {
  const named = namedRun(scene, place);
  if (named !== null) return named;
  const nearest = nearestPoint(scene, place);
  const found = nearest === null ? null : foundPoint(scene, nearest);
  if (found === null) return null;
  return Math.hypot(found.at.x - place.x, found.at.y - place.y) <= NEAR ? found.run : null;
}

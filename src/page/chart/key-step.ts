import { endOfTrack, stepAlong, stepBetween, type PointIndex } from '../../charts/cursor/find-point.ts';
import type { Scene } from '../../charts/scene/scene.ts';

/** Where a key moves the cursor: along a series, to the next one, or to an end. Null for other keys. */
export function keyStep(scene: Scene, at: PointIndex | null, key: string): PointIndex | null {
  if (!KEYS.has(key)) return null;
  const first = endOfTrack(scene, { track: 0, point: 0 }, 'last');
  if (at === null) return first;
  switch (key) {
    case 'ArrowRight':
      return stepAlong(scene, at, 1);
    case 'ArrowLeft':
      return stepAlong(scene, at, -1);
    case 'ArrowDown':
      return stepBetween(scene, at, 1);
    case 'ArrowUp':
      return stepBetween(scene, at, -1);
    default:
      return endOfTrack(scene, at, key === 'Home' ? 'first' : 'last');
  }
}

const KEYS = new Set(['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End']);

import { rule, symbols } from '../scene/marks.ts';
import type { Place } from '../scene/path-data.ts';
import type { Mark, Scene } from '../scene/scene.ts';
import type { FoundPoint } from './find-point.ts';

/** Lines to both axes and a ring at the point under the cursor. */
export function crosshair({ frame, y }: Scene, { at, color }: FoundPoint): Mark[] {
  const style = { stroke: 'var(--ink-soft)', strokeWidth: 1, dash: '2 3' };
  return [
    ...rule('cross', { x: at.x, y: frame.top }, { x: at.x, y: frame.bottom }, style),
    ...(y === null ? [] : rule('cross', { x: frame.left, y: at.y }, { x: frame.right, y: at.y }, style)),
    ...ring(at, color),
  ];
}

/** Rings at the points of a run that a person points at elsewhere. */
export function linkedRings(points: readonly FoundPoint[]): Mark[] {
  return points.flatMap(({ at, color }) => ring(at, color));
}

/** An upright line where a person points at the same axis elsewhere; nothing outside the frame. */
export function linkedLine({ frame, x }: Scene, value: number): Mark[] {
  const at = x.place(value);
  if (!(at >= frame.left && at <= frame.right)) return [];
  return rule(
    'cross',
    { x: at, y: frame.top },
    { x: at, y: frame.bottom },
    {
      stroke: 'var(--ink-soft)',
      strokeWidth: 1,
      dash: '2 3',
    },
  );
}

function ring(at: Place, color: string): Mark[] {
  return [
    ...symbols('cursor-rim', 'circle', 7, [at], { stroke: 'var(--card)', strokeWidth: 5 }),
    ...symbols('cursor', 'circle', 7, [at], { stroke: color, strokeWidth: 2.5 }),
  ];
}

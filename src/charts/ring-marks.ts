import type { Frame } from './frame.ts';
import { bar, label, symbols } from './scene/marks.ts';
import type { Mark } from './scene/scene.ts';

/** A prediction, drawn before its run is trained. */
export interface Ring {
  x: number;
  loss: number;
  low: number;
  high: number;
  verdict: 'pending' | 'covered' | 'missed';
  run?: string | undefined;
}

const VERDICTS = {
  pending: { color: 'var(--accent)', mark: '' },
  covered: { color: 'var(--good)', mark: '✓' },
  missed: { color: 'var(--bad)', mark: '✗' },
};

/** The interval as a bar, cut at the edges of the frame; a ring at the prediction; the verdict beside it. */
export function ringMarks({ x, loss, low, high, verdict, run }: Ring, { box, place }: Frame): Mark[] {
  const { color, mark } = VERDICTS[verdict];
  const at = place(x, loss);
  const within = (y: number, bound: number) =>
    Number.isFinite(y) ? Math.min(box.bottom, Math.max(box.top, y)) : bound;
  const top = within(place(x, high).y, box.top);
  const bottom = within(place(x, low).y, box.bottom);
  return [
    ...bar(
      'interval',
      { x: at.x, y: top },
      { x: at.x, y: bottom },
      { stroke: color, strokeWidth: 1.25, run },
    ),
    ...symbols(`ring ${verdict}`, 'circle', 9, [at], { stroke: color, strokeWidth: 1.75, run }),
    ...(mark === ''
      ? []
      : [
          label('verdict', { x: at.x - 17, y: at.y }, mark, {
            anchor: 'middle',
            fill: color,
            weight: 700,
            size: 14,
            run,
          }),
        ]),
  ];
}

import type { Curve } from '../../../lab/runs/curve.ts';
import { decimate, type Smoothing, type Span } from '../../../lab/runs/decimate.ts';
import type { Run } from '../../../lab/runs/run.ts';

/** The spans of each curve by axis and smoothing, because most curves on a page no longer change. */
const known = new Map<string, WeakMap<Curve, Span[]>>();

/** A run's training losses, reduced to a few hundred spans. */
export function spansOf(
  { curve, plan }: Run,
  axes: 'log' | 'linear',
  smoothing: Smoothing = 'light',
): Span[] {
  const key = `${axes} ${smoothing}`;
  const cache = known.get(key) ?? new WeakMap<Curve, Span[]>();
  known.set(key, cache);
  const spans = cache.get(curve) ?? decimate(curve, axes, plan.steps, smoothing);
  cache.set(curve, spans);
  return spans;
}

/** The middle of a span, steps counted from 1. */
export function middleOf({ first, last }: Span): number {
  return (first + last) / 2;
}

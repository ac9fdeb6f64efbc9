import type { Curve } from '../../../lab/runs/curve.ts';
import { decimate, type Span } from '../../../lab/runs/decimate.ts';
import type { Run } from '../../../lab/runs/run.ts';

/** Caches the spans of each curve, because most curves on a page no longer change. */
const known = { log: new WeakMap<Curve, Span[]>(), linear: new WeakMap<Curve, Span[]>() };

/** A run's training losses, reduced to a few hundred spans. */
export function spansOf({ curve, plan }: Run, axes: 'log' | 'linear'): Span[] {
  const spans = known[axes].get(curve) ?? decimate(curve, axes, plan.steps);
  known[axes].set(curve, spans);
  return spans;
}

/** The middle of a span, steps counted from 1. */
export function middleOf({ first, last }: Span): number {
  return (first + last) / 2;
}

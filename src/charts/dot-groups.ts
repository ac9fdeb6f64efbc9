import * as Plot from '@observablehq/plot';
import { dotStyle } from './plot-style.ts';
import type { RunStyle } from './run-style.ts';

interface StyledDot {
  style: RunStyle;
  /** Whether the fit uses it. */
  fitted: boolean;
}

/** Dots as one mark for each style, because a mark for each of thousands of dots is slow. Hollow dots come last. */
export function dotGroups(
  dots: readonly StyledDot[],
  at: { readonly x: string; readonly y: string },
): Plot.Markish[] {
  return groupsOf(dots).map((group) => {
    const [first] = group;
    return Plot.dot(group, { ...at, ...dotStyle(first.style, first.fitted) });
  });
}

/** Dots of one style object that are all fitted, or all not. */
export function groupsOf<Dot extends StyledDot>(dots: readonly Dot[]): [Dot, ...Dot[]][] {
  const groups = new Map<RunStyle, [fitted: Dot[], others: Dot[]]>();
  for (const dot of dots) {
    const group = groups.get(dot.style) ?? [[], []];
    groups.set(dot.style, group);
    group[dot.fitted ? 0 : 1].push(dot);
  }
  const all = [...groups.values()];
  return [...all.map(([fitted]) => fitted), ...all.map(([, others]) => others)].filter(isFull);
}

function isFull<Dot>(dots: Dot[]): dots is [Dot, ...Dot[]] {
  return dots.length > 0;
}

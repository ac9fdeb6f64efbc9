import { trackOf, type Frame } from './frame.ts';
import type { RunStyle } from './run-style.ts';
import { modelDots } from './scene/marks.ts';
import type { Mark, Track } from './scene/scene.ts';

/** A model on a chart. */
export interface StyledDot {
  style: RunStyle;
  /** Whether the fit uses it. */
  fitted: boolean;
  /** Its name, as a cursor says it. */
  label?: string;
  /** The run that it belongs to. Dots that can be singled out are marks of their own. */
  run?: string | undefined;
}

/** A model at its place, in the units of the axes. */
export interface PlacedDot extends StyledDot {
  x: number;
  y: number;
  /** Pixels to the right of its place, so that dots of one place are told apart. */
  aside?: number;
}

/** Dots as one mark for each style and run, because a mark for each of thousands of dots is slow. Hollow dots come last. */
export function dotGroups(dots: readonly PlacedDot[], { place }: Frame, style: { r?: number } = {}): Mark[] {
  return groupsOf(dots).flatMap((group) => {
    const [first] = group;
    const places = group.map(({ x, y, aside = 0 }) => ({ x: place(x, y).x + aside, y: place(x, y).y }));
    return modelDots(first.style, first.fitted, places, { ...style, run: first.run });
  });
}

/** Dots of one style object and one run that are all fitted, or all not. */
export function groupsOf<Dot extends StyledDot>(dots: readonly Dot[]): [Dot, ...Dot[]][] {
  const groups = new Map<RunStyle, Map<string, Dot[]>>();
  for (const dot of dots) {
    const ofStyle = groups.get(dot.style) ?? new Map<string, Dot[]>();
    groups.set(dot.style, ofStyle);
    const key = `${dot.fitted ? 'fitted' : 'other'} ${dot.run ?? ''}`;
    const group = ofStyle.get(key) ?? [];
    ofStyle.set(key, group);
    group.push(dot);
  }
  const all = [...groups.values()].flatMap((ofStyle) => [...ofStyle.values()]).filter(isFull);
  return [...all.filter(([first]) => first.fitted), ...all.filter(([first]) => !first.fitted)];
}

function isFull<Dot>(dots: Dot[]): dots is [Dot, ...Dot[]] {
  return dots.length > 0;
}

/** The models of each style from left to right, as a cursor walks along them; all models if each size has its own style. */
export function dotTracks(dots: readonly PlacedDot[], frame: Frame): Track[] {
  return seriesOf(dots).flatMap((series) =>
    trackOf(
      frame,
      { name: '', color: series[0]?.style.color ?? 'var(--ink)' },
      series
        .toSorted((a, b) => a.x - b.x)
        .map(({ aside = 0, x, y, label = '', run, style }) => ({
          x,
          y,
          aside,
          name: label,
          run,
          color: style.color,
        })),
    ),
  );
}

function seriesOf(dots: readonly PlacedDot[]): (readonly PlacedDot[])[] {
  const series = new Map<string, PlacedDot[]>();
  for (const dot of dots) {
    const key = `${dot.style.color} ${dot.style.symbol}`;
    const known = series.get(key);
    if (known === undefined) series.set(key, [dot]);
    else known.push(dot);
  }
  const all = [...series.values()];
  return all.every((some) => new Set(some.map(({ x }) => x)).size === 1) ? [dots] : all;
}

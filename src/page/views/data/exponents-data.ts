import type { ApproachRow } from '../../../laws/analysis/analyse-approaches.ts';
import { PUBLISHED_EXPONENTS, type PublishedExponent } from '../../../laws/published/published-exponents.ts';
import { isRefusal } from '../../../laws/refusal.ts';

/** a and b by one source. */
export interface ExponentFigures {
  label: string;
  /** Whether they are fitted to these runs, not published. */
  own: boolean;
  a: PublishedExponent;
  b: PublishedExponent;
  /** The kind of intervals; empty if there are none. */
  intervals: string;
}

/** The approaches that have a result, and below them the papers. */
export function exponentRows(table: readonly ApproachRow[]): ExponentFigures[] {
  const own = table.flatMap(({ number, name, exponents }) =>
    isRefusal(exponents)
      ? []
      : [{ label: `These runs, ${number}, ${name}`, own: true, ...exponents, intervals: '95 %' }],
  );
  const published = PUBLISHED_EXPONENTS.map(({ source, a, b, intervals }) => ({
    label: source,
    own: false,
    a,
    b,
    intervals,
  }));
  return [...own, ...published];
}

import type { PositionAnalysis, PositionFit, PositionPair } from '../../laws/analysis/analyse-positions.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { figure, whole } from '../../charts/quantity.ts';

/** The law of loss over positions for one model. */
export interface NamedPositionLaw {
  label: string;
  law: PositionFit | Refusal;
}

/** a + b·T^−c counts as a fit if R² is above this. */
const FITS = 0.9;

/** Pairs that are named in words. */
const MOST_PAIRS = 5;

/** The laws with the names of their runs. */
export function positionLaws(
  positions: PositionAnalysis | undefined,
  nameOf: (run: string) => string,
): NamedPositionLaw[] {
  return (positions?.curves ?? []).map(({ law, run }) => ({ label: nameOf(run), law }));
}

/** How well the law fits, and how steep it is. */
export function squaresWords(laws: readonly NamedPositionLaw[]): string {
  const fits = laws.flatMap(({ law }) => (isRefusal(law) ? [] : [law]));
  if (fits.length === 0) return '';
  const squares = fits.map(({ rSquared }) => rSquared);
  const steepness = fits.map(({ c }) => c.value);
  const good = squares.filter((square) => square > FITS).length;
  return `a + b·T^−c has R² above ${FITS} for ${whole(good)} of ${whole(laws.length)} models (${rangeOf(squares, (value) => value.toFixed(3))}), with c = ${rangeOf(steepness, figure)}.`;
}

/** Whether a larger model does better at every position. */
export function lowerWords(pairs: readonly PositionPair[], nameOf: (run: string) => string): string {
  if (pairs.length === 0) return '';
  const positions = whole(pairs[0]?.positions ?? 0);
  const others = pairs.filter((pair) => pair.lower < pair.positions);
  const everywhere = `In ${whole(pairs.length - others.length)} of ${whole(pairs.length)} pairs of neighbouring sizes the larger one is lower at each of ${positions} positions`;
  const exceptions = others
    .slice(0, MOST_PAIRS)
    .map(({ large, small, lower }) => `${nameOf(large)} beside ${nameOf(small)} at ${whole(lower)}`);
  const rest = others.length - exceptions.length;
  return `${[everywhere, ...exceptions, ...(rest > 0 ? [`and ${whole(rest)} more`] : [])].join('; ')}.`;
}

function rangeOf(values: readonly number[], format: (value: number) => string): string {
  const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
  return low === high ? low : `${low} to ${high}`;
}

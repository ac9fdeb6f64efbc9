import { fallDone, fallDoneByBend } from '../log-curve.ts';

/** The three forms that a law may have: straight on log axes, levelling out at a floor, or two straight pieces. */
export type LawForm = 'pure' | 'floor' | 'broken';

/**
 * A form with the numbers that bend it held, so that two are free: `start`, the log loss at the smallest x, and `fall`,
 * by how much log loss falls to the largest. In them the curve is linear, or nearly so.
 */
export type LawShape =
  | { readonly form: 'pure' }
  /** `share`: the part of the loss at the largest x that is floor, from 0 to 1. */
  | { readonly form: 'floor'; readonly share: number }
  /** The slope changes at the place `knot`, to `turn` times what it was before. */
  | { readonly form: 'broken'; readonly knot: number; readonly turn: number };

/** One curve of a shape. */
export interface ShapedCurve {
  readonly shape: LawShape;
  readonly start: number;
  readonly fall: number;
}

/** Curves with a floor must fall by at least this; others of that form are straight. */
export const LEAST_FALL = 1e-5;

/** Log loss at the place t. */
export function shapedAt({ shape, start, fall }: ShapedCurve, t: number): number {
  return start - fallenAt(shape, fall, t);
}

/** By how much log loss has fallen at t. */
export function fallenAt(shape: LawShape, fall: number, t: number): number {
  if (shape.form === 'broken') return fall * brokenPart(shape.knot, shape.turn, t);
  if (shape.form === 'pure' || fall <= LEAST_FALL) return fall * t;
  const left = 1 + Math.expm1(-fall) * fallDone(bendOf(fall, shape.share), t);
  return left > 0 ? -Math.log(left) : Infinity;
}

/** The derivative of `fallenAt` by the fall. */
export function fallenByFall(shape: LawShape, fall: number, t: number): number {
  if (shape.form !== 'floor' || fall <= LEAST_FALL) return fallenAt(shape, 1, t);
  const bend = bendOf(fall, shape.share);
  const done = fallDone(bend, t);
  const rest = Math.exp(-fall);
  const bendByFall = 1 / (1 - shape.share * rest);
  const byBend = (1 - rest) * fallDoneByBend(bend, t, done) * bendByFall;
  return (rest * done + byBend) / (1 - (1 - rest) * done);
}

/** The exponent α times the range of log x: of a broken law, that of its last piece. */
export function bendOfCurve({ shape, fall }: ShapedCurve): number {
  if (shape.form === 'broken') return fall * lastSlope(shape.knot, shape.turn);
  return shape.form === 'pure' || fall <= LEAST_FALL ? fall : bendOf(fall, shape.share);
}

/** The slopes of a broken law before and after its knot, times the range of log x. */
export function slopesOf(knot: number, turn: number, fall: number): [before: number, after: number] {
  const after = fall * lastSlope(knot, turn);
  return [turn === 0 ? fall / knot : after / turn, after];
}

/** α times the range of log x for the law that falls by `fall`, of whose last loss `share` is floor. */
function bendOf(fall: number, share: number): number {
  return fall + Math.log1p(-share * Math.exp(-fall)) - Math.log1p(-share);
}

function brokenPart(knot: number, turn: number, t: number): number {
  return (t < knot ? t : knot + turn * (t - knot)) / (knot + turn * (1 - knot));
}

function lastSlope(knot: number, turn: number): number {
  return turn / (knot + turn * (1 - knot));
}

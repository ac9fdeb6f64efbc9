import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { aicc } from '../stats/aicc.ts';
import { fitBrokenLine, leastPoints } from '../stats/broken-line.ts';
import type { BrokenLine } from '../stats/broken-line.ts';
import type { Estimate } from '../stats/interval.ts';
import { studentQuantile } from '../stats/student.ts';
import { logBins } from './log-bins.ts';
import type { LossCurve } from './smooth-curve.ts';
import { refuseCurve } from './steps-to-loss.ts';

/** Where a training curve ends its transient and begins its power law. */
export interface Knee {
  /** The step, not always a whole one, with its 95 % interval. */
  step: Estimate;
  /** Slopes of log loss over log step on both sides; negative if the loss falls. */
  slopes: { before: number; after: number };
  /** Segments of the chosen line: 3 if a plateau comes before the transient. */
  segments: 2 | 3;
  /** The AICc of a straight line minus the AICc of the chosen line. */
  gain: number;
}

const BINS = 40;
/** A break counts as this many parameters: 1 for the slope, and 3 because its place is searched for (Ninomiya 2015). */
const BREAK = 4;
const PERCENTILE = 0.975;

/**
 * Finds the knee of a training curve: the last place where the broken line of least squares, with one or two breaks on
 * log–log axes, gets flatter. AICc chooses the number of breaks. Refuses a curve that a straight line fits equally
 * well, and a curve that never gets flatter. A cooldown of the learning rate bends a curve once more: leave it out.
 */
export function findKnee(curve: LossCurve): Knee | Refusal {
  const refusal = refuseCurve(curve);
  if (refusal) return refusal;
  const { x, y } = logBins(curve, BINS);
  const choice = chooseLine(x, y);
  if (isRefusal(choice)) return choice;
  const { line, gain } = choice;
  const place = line.knots.findLastIndex((_, j) => line.slopes[j + 1] > line.slopes[j]);
  if (place === -1)
    return { refused: `the curve never gets flatter: its slopes are ${line.slopes.map(digits).join(', ')}` };
  return {
    step: estimate(line, place, x.length),
    slopes: { before: line.slopes[place], after: line.slopes[place + 1] },
    segments: line.knots.length === 2 ? 3 : 2,
    gain,
  };
}

/** The better of lines with one and two breaks, if it is better than none. */
function chooseLine(
  x: readonly number[],
  y: readonly number[],
): { line: BrokenLine; gain: number } | Refusal {
  if (x.length < leastPoints(1))
    return { refused: `a knee needs at least ${leastPoints(1)} points on a log axis: ${x.length}` };
  const [straight, ...broken] = ([0, 1, 2] as const)
    .filter((count) => x.length >= leastPoints(count))
    .map((count) => fitBrokenLine(x, y, count));
  const straightAicc = aiccOf(straight);
  const best = broken.reduce((least, line) => (aiccOf(line) < aiccOf(least) ? line : least));
  const gain = straightAicc - aiccOf(best);
  if (best && gain > 0) return { line: best, gain };
  return { refused: `a straight line does as well as a broken one: its AICc is lower by ${digits(-gain)}` };
}

function aiccOf(line: BrokenLine | null): number {
  return line ? aicc(line.residuals, 2 + BREAK * line.knots.length, 'squares') : Infinity;
}

function estimate({ knots, errors }: BrokenLine, place: number, points: number): Estimate {
  const half = studentQuantile(PERCENTILE, points - 2 - 2 * knots.length) * errors[place];
  const at = knots[place];
  return { value: Math.exp(at), low: Math.exp(at - half), high: Math.exp(at + half) };
}

function digits(value: number): string {
  return value.toPrecision(2);
}

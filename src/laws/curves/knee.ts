import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { aicc } from '../stats/aicc.ts';
import { fitBrokenLine, leastPoints } from '../stats/broken-line.ts';
import type { Estimate } from '../stats/interval.ts';
import { studentQuantile } from '../stats/student.ts';
import { logBins } from './log-bins.ts';
import { fitPlateauLaw } from './plateau-law.ts';
import type { LossCurve } from './smooth-curve.ts';
import { fitSmoothLaws } from './smooth-laws.ts';
import { refuseCurve } from './steps-to-loss.ts';

/** Where a training curve ends its transient and begins its power law. */
export interface Knee {
  /** `bend`: the curve gets flatter; `plateau`: a plateau ends. */
  kind: 'bend' | 'plateau';
  /** The step, not always a whole one, with its 95 % interval. */
  step: Estimate;
  /** Slopes of log loss over log step on both sides; negative if the loss falls. */
  slopes: { before: number; after: number };
  /** Segments of the chosen law: 3 if the curve bends once more before the knee. */
  segments: 2 | 3;
  /** The AICc of the best law without a break minus the AICc of the chosen law. */
  gain: number;
}

const BINS = 40;
/** A break counts as this many parameters: 1 for the slope, and 3 because its place is searched for (Ninomiya 2015). */
const BREAK = 4;
/** A power law with a floor has three constants. */
const FLOOR_LAW = 3;
/**
 * A break must lower the AICc by this much: it is then 100 times as likely as no break. The first bins hold one step
 * each and are noisier than the last, and the noise of neighbours is correlated, so that any gain at all would find
 * breaks in one smooth curve of ten.
 */
const LEAST_GAIN = 2 * Math.log(100);
/** A line is a plateau if it falls by less than this share of the slope after it. */
const PLATEAU = 0.1;
const PERCENTILE = 0.975;

/**
 * Finds the knee of a training curve: the last place where it gets flatter or leaves a plateau, on log–log axes. Laws
 * with a break are lines with one or two breaks, and a line that ends in a power law with a floor; AICc chooses between
 * them. Refuses a curve that a law without a break explains (a line, a power law with a floor, …), and a curve that only
 * gets steeper. A cooldown of the learning rate bends a curve once more: leave it out.
 */
export function findKnee(curve: LossCurve): Knee | Refusal {
  const refusal = refuseCurve(curve);
  if (refusal) return refusal;
  const { x, y } = logBins(curve, BINS);
  const choice = chooseLaw(x, y);
  if (isRefusal(choice)) return choice;
  const { law, gain } = choice;
  const { knots, slopes } = law;
  const place = kneeOf(slopes);
  if (place === -1)
    return { refused: `the curve never gets flatter: its slopes are ${slopes.map(digits).join(', ')}` };
  return {
    kind: slopes[place + 1] > slopes[place] ? 'bend' : 'plateau',
    step: estimate(law, place, x.length),
    slopes: { before: slopes[place], after: slopes[place + 1] },
    segments: knots.length === 2 ? 3 : 2,
    gain,
  };
}

/** A law whose slope changes at its knots. */
interface BrokenLaw {
  knots: readonly number[];
  errors: readonly number[];
  slopes: readonly number[];
  /** Free constants, for the degrees of freedom. */
  constants: number;
  aicc: number;
}

/** The best law with a break, if no law without one does nearly as well. */
function chooseLaw(x: readonly number[], y: readonly number[]): { law: BrokenLaw; gain: number } | Refusal {
  if (x.length < leastPoints(1))
    return { refused: `a knee needs at least ${leastPoints(1)} points on a log axis: ${x.length}` };
  const smooth = fitSmoothLaws(x, y).map(({ name, parameters, residuals }) => ({
    name,
    aicc: aicc(residuals, parameters, 'squares'),
  }));
  const broken = brokenLaws(x, y).filter((law) => law.aicc < Infinity);
  if (broken.length === 0)
    return { refused: `${x.length} points on a log axis are too few to tell a break from a smooth law` };
  const law = broken.reduce((best, one) => (one.aicc < best.aicc ? one : best));
  const gain = Math.min(...smooth.map((rival) => rival.aicc)) - law.aicc;
  if (gain > LEAST_GAIN) return { law, gain };
  const rival = smooth.find((one) => one.aicc - law.aicc <= LEAST_GAIN);
  return { refused: smoothWords(rival?.name ?? '', (rival?.aicc ?? 0) - law.aicc) };
}

function smoothWords(name: string, above: number): string {
  const compared =
    above > 0
      ? `nearly as well as a broken one: its AICc is higher by ${digits(above)}, and a break must lower it by ${digits(LEAST_GAIN)}`
      : `as well as a broken one: its AICc is lower by ${digits(-above)}`;
  return `${name} does ${compared}, so that a smooth law explains the curve`;
}

function brokenLaws(x: readonly number[], y: readonly number[]): BrokenLaw[] {
  const lines = ([1, 2] as const)
    .filter((count) => x.length >= leastPoints(count))
    .map((count) => fitBrokenLine(x, y, count))
    .filter((line) => line !== null)
    .map(({ residuals, ...line }) => ({
      ...line,
      constants: 2 + 2 * line.knots.length,
      aicc: aicc(residuals, 2 + BREAK * line.knots.length, 'squares'),
    }));
  const plateau = fitPlateauLaw(x, y);
  if (!plateau) return lines;
  const { knot, error, slopes, residuals } = plateau;
  const charge = aicc(residuals, FLOOR_LAW + BREAK, 'squares');
  return [...lines, { knots: [knot], errors: [error], slopes, constants: FLOOR_LAW + 2, aicc: charge }];
}

/** The last knot, unless the curve only gets steeper there without leaving a plateau; else the last that is flatter. */
function kneeOf(slopes: readonly number[]): number {
  const last = slopes.length - 2;
  const [before, after] = [slopes[last], slopes[last + 1]];
  if (after < 0 && Math.abs(before) < PLATEAU * Math.abs(after)) return last;
  return slopes.slice(0, -1).findLastIndex((slope, j) => slopes[j + 1] > slope);
}

function estimate({ knots, errors, constants }: BrokenLaw, place: number, points: number): Estimate {
  const half = studentQuantile(PERCENTILE, points - constants) * errors[place];
  const at = knots[place];
  return { value: Math.exp(at), low: Math.exp(at - half), high: Math.exp(at + half) };
}

function digits(value: number): string {
  return value.toPrecision(2);
}

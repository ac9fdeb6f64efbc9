import { mean } from '../../laws/stats/mean.ts';
import { studentQuantile } from '../../laws/stats/student.ts';
import type { EntryTimes, Estimate } from '../result.ts';
import { DRIFT_FORMS, driftFrom, fitAmplitude, type DriftForm } from './drift.ts';
import { median, medianVariance } from './median.ts';
import { placesOf } from './places.ts';
import { spreadWithin, steadied } from './spread.ts';

/** The assumption that passes differ by no more than samples within a pass let expect counts as so many entries. */
const PRIOR_FREEDOM = 2;
/** The fewest entries that tell drift from chance. */
const LEAST_FOR_DRIFT = 3;

/** Times of entries, put to the middle of the run. */
export interface LevelTimes {
  /** exp of a weighted sum of the logarithms of the times, with a 95 % interval. @param weights by entry */
  estimate(weights: readonly number[]): Estimate;
}

/**
 * The medians of some entries at the middle of the run, from two passes in opposite order.
 *
 * Drift is common to all entries. Its form is not known, so several are fitted to the differences between the passes, and
 * each counts as much as it fits. How much the passes still differ, beside what the samples within them let expect, is pooled
 * over the entries and widens every interval.
 *
 * @param order of the first pass
 */
export function levelTimes(entries: readonly EntryTimes[], order: readonly string[]): LevelTimes {
  const places = placesOf(entries, order);
  const logs = entries.map(({ passes }) => passes.map((pass) => pass.map(Math.log)));
  const freedoms = entries.map(({ passes: [first, second] }) => first.length + second.length - 2);
  const spreads = steadied(logs.map(spreadWithin), freedoms);
  const parts = logs.map((passes, k): EntryLogs => {
    const variance = (spreads[k] ?? 0) ** 2;
    return {
      passes,
      places: places[k] ?? [],
      ofDifference: variance * passes.reduce((sum, { length }) => sum + medianVariance(length), 0),
      ofMedian: variance * medianVariance(passes.flat().length),
    };
  });
  const drifts = entries.length >= LEAST_FOR_DRIFT;
  const freedom = PRIOR_FREEDOM + entries.length - (drifts ? 1 : 0);
  const levels = (drifts ? DRIFT_FORMS : [null]).map((form) => levelOf(parts, form, freedom));
  return { estimate: (weights) => combined(levels, weights, freedom) };
}

/** The logarithms of an entry's samples. */
interface EntryLogs {
  passes: readonly (readonly number[])[];
  places: readonly (readonly number[])[];
  /** Variance of the difference between the passes' medians, if only the spread within passes made it. */
  ofDifference: number;
  /** Variance of the median of both passes, on the same condition. */
  ofMedian: number;
}

/** The entries at the middle of the run, as one form of drift has them. */
interface Level {
  /** Logarithms of the medians. */
  centres: readonly number[];
  /** Variances of these logarithms, beside the uncertainty of the drift. */
  variances: readonly number[];
  /** How far each centre moves with the amplitude of the drift. */
  leans: readonly number[];
  amplitudeVariance: number;
  /** How well this form fits: its likelihood, but for a constant. */
  weight: number;
}

function levelOf(parts: readonly EntryLogs[], form: DriftForm, freedom: number): Level {
  const drift = driftFrom(form);
  const drifts = parts.map(({ places }) => places.map((pass) => pass.map(drift)));
  const scaled = (
    values: readonly (readonly number[])[],
    centreOf: (pass: number[]) => number,
    k: number,
  ) => {
    const [first, second] = values.map((pass) => centreOf([...pass]));
    return ((second ?? 0) - (first ?? 0)) / Math.sqrt(parts[k]?.ofDifference ?? 1);
  };
  const fit = fitAmplitude(
    parts.map(({ passes }, k) => scaled(passes, median, k)),
    drifts.map((passes, k) => scaled(passes, mean, k)),
  );
  const squares = PRIOR_FREEDOM + fit.squares;
  const inflation = squares / freedom;
  return {
    centres: parts.map(({ passes }, k) =>
      median(
        passes.flatMap((pass, p) => pass.map((log, i) => log - fit.amplitude * (drifts[k]?.[p]?.[i] ?? 0))),
      ),
    ),
    variances: parts.map(({ ofMedian }) => inflation * ofMedian),
    leans: drifts.map((passes) => mean(passes.map((pass) => mean(pass)))),
    amplitudeVariance: inflation * fit.variance,
    weight: squares ** (-freedom / 2),
  };
}

/** A weighted sum of logarithms, over all forms of drift, with the interval of Student's t. */
function combined(levels: readonly Level[], weights: readonly number[], freedom: number): Estimate {
  const whole = levels.reduce((sum, { weight }) => sum + weight, 0);
  const told = levels.map((level) => {
    const dot = (values: readonly number[]): number =>
      values.reduce((sum, value, k) => sum + value * (weights[k] ?? 0), 0);
    const own = level.variances.reduce((sum, value, k) => sum + value * (weights[k] ?? 0) ** 2, 0);
    return {
      share: level.weight / whole,
      centre: dot(level.centres),
      variance: own + level.amplitudeVariance * dot(level.leans) ** 2,
    };
  });
  const centre = told.reduce((sum, one) => sum + one.share * one.centre, 0);
  const variance = told.reduce(
    (sum, one) => sum + one.share * (one.variance + (one.centre - centre) ** 2),
    0,
  );
  const half = studentQuantile(0.975, freedom) * Math.sqrt(variance);
  return { value: Math.exp(centre), low: Math.exp(centre - half), high: Math.exp(centre + half) };
}

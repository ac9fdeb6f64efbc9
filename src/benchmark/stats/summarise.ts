import type { BenchmarkResult, EntrySummary, EntryTimes, Estimate, Summary } from '../result.ts';
import { levelTimes, type LevelTimes } from './level-times.ts';
import { median, medianDeviation } from './median.ts';
import { scoreFrom, scoredShares } from './score.ts';
import { voidReasons } from './void-reasons.ts';

/** Two medians of one entry that differ by more make it unstable, as a share of the smaller one. */
const MOST_BETWEEN_PASSES = 0.05;

/** What is shown of a benchmark. */
export function summarise(result: BenchmarkResult): Summary {
  const { standard, quick, edition, made, machine, seed, entries, ceilings } = result;
  const { firstLossMilliseconds, compileMilliseconds } = result;
  const times = levelTimes(entries, result.order);
  const voided = voidReasons(result);
  return {
    standard,
    quick,
    edition,
    made,
    machine,
    seed,
    entries: entries.map((entry, k) =>
      entrySummary(entry, times.estimate(entries.map((_, j) => Number(j === k)))),
    ),
    ceilings,
    firstLossMilliseconds,
    compileMilliseconds,
    score: quick || voided.length > 0 ? null : scoreOf(entries, times),
    voided,
  };
}

function entrySummary({ name, passes }: EntryTimes, millisecondsPerStep: Estimate): EntrySummary {
  const [first, second] = passes.map(median).toSorted((a, b) => a - b);
  return {
    name,
    millisecondsPerStep,
    deviation: medianDeviation(passes.flat()),
    unstable: (second ?? NaN) > (first ?? NaN) * (1 + MOST_BETWEEN_PASSES),
  };
}

/** The geometric mean of times has the interval of a weighted sum of their logarithms. */
function scoreOf(entries: readonly EntryTimes[], times: LevelTimes): Estimate | null {
  const shares = scoredShares(entries.map(({ name }) => name));
  if (shares === null) return null;
  const { value, low, high } = times.estimate(shares);
  return { value: scoreFrom(value), low: scoreFrom(high), high: scoreFrom(low) };
}

import type { Estimate } from '../../laws/stats/interval.ts';
import { DEFAULT_RECIPE_PRIOR, proposeSweep } from '../../laws/sweep-design/propose-sweep.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { SweepCandidate } from '../../laws/sweep-design/sweep-candidate.ts';
import { corpusOf } from '../plan/corpora.ts';
import { headsOf } from '../plan/head-rule.ts';
import { planRuns, type PlannedRun } from '../plan/plan-runs.ts';
import { sweepRuns } from '../plan/sweep-runs.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import { secondsLeft, type Pace } from './time-left.ts';

/** A sweep over widths for so much time. */
export interface SweepSuggestion {
  /** What there is to spend. */
  readonly minutes: number;
  /** Ascending. */
  readonly widths: readonly number[];
  /** Seeds of each, side by side. */
  readonly lanes: number;
  /** D of each. */
  readonly tokens: number;
  /** What they take, by the pace. */
  readonly seconds: number;
  /** Whether that pace was measured here. */
  readonly measured: boolean;
  /** α as believed, with the 95 % interval that the sweep should give it. */
  readonly exponent: Estimate;
  /** The further width, or further `lanes` seeds of one, that narrows it most for its time; null where none does. */
  readonly next: { readonly width: number; readonly exponent: Estimate } | null;
}

/** All of them are fitted, and as many as a form takes. */
const WIDTHS = [12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 384, 512];
const LANES = [1, 2, 4, 8];
const LEAST_TOKENS = 256_000;

/**
 * The widths, seeds and tokens that should determine the exponent of L(N) best in some minutes at a pace. What else is set
 * stays; a text is read once at the most. Refuses too few minutes, with how long the least sweep takes.
 */
export function suggestSweep(
  minutes: number,
  settings: SweepSettings,
  pace: Pace,
  base: string,
): SweepSuggestion | Refusal {
  const runs = possibleRuns(settings, base);
  const [least, ...others] = LANES.map((lanes) => withLanes(runs, lanes, minutes, pace));
  if (least === undefined || isRefusal(least)) return least ?? { refused: 'there is nothing to choose from' };
  return others.reduce<SweepSuggestion>(
    (best, other) => (!isRefusal(other) && widthOf(other) < widthOf(best) ? other : best),
    least,
  );
}

/** The best sweep of so many seeds a width, planned as if each width were one model with the noise of their mean. */
function withLanes(
  runs: readonly PlannedRun[],
  lanes: number,
  minutes: number,
  pace: Pace,
): SweepSuggestion | Refusal {
  const seconds = new Map(
    runs.map((run) => {
      const plan = { ...run.plan, lanes: Array.from({ length: lanes }, () => run.plan.lanes).flat() };
      return [candidateOf(run), secondsLeft({ ...run, plan }, 0, pace)];
    }),
  );
  const proposal = proposeSweep(
    [...seconds.keys()],
    { seconds: 60 * minutes, secondsOf: (candidate) => seconds.get(candidate) ?? Infinity },
    {
      mostSeeds: 1,
      prior: { ...DEFAULT_RECIPE_PRIOR, noise: DEFAULT_RECIPE_PRIOR.noise / Math.sqrt(lanes) },
    },
  );
  if (isRefusal(proposal)) return proposal;
  const { exponent, next, shapes, tokens } = proposal;
  return {
    minutes,
    widths: shapes.map(({ width }) => width),
    lanes,
    tokens,
    seconds: proposal.seconds ?? Infinity,
    measured: pace.measured,
    exponent,
    next: next && { width: next.width, exponent: next.exponent },
  };
}

function candidateOf({ flops, parameters, plan, tokens }: PlannedRun): SweepCandidate {
  return { width: plan.shape.width, parameters: parameters.nonEmbedding, tokens, flops };
}

/** Every model that a sweep might hold, one seed each. */
function possibleRuns(settings: SweepSettings, base: string): PlannedRun[] {
  const widths = WIDTHS.filter((width) => headsOf(width, settings.heads) !== null);
  return tokensWithin(settings).flatMap((tokens) =>
    planRuns(sweepRuns({ ...settings, widths, tokens, lanes: 1 }), '', base),
  );
}

/** Doublings from a quarter of a million on, as far as the text goes. */
function tokensWithin({ corpus, context }: SweepSettings): number[] {
  const { uniqueTokens } = corpusOf(corpus, context);
  const doublings = Math.max(0, Math.floor(Math.log2(uniqueTokens / LEAST_TOKENS)));
  return Array.from({ length: doublings + 1 }, (_, i) => LEAST_TOKENS * 2 ** i);
}

function widthOf({ exponent }: SweepSuggestion): number {
  return exponent.high - exponent.low;
}

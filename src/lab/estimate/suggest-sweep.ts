import type { Estimate } from '../../laws/stats/interval.ts';
import { DEFAULT_RECIPE_PRIOR, proposeSweep } from '../../laws/sweep-design/propose-sweep.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { SweepCandidate } from '../../laws/sweep-design/sweep-candidate.ts';
import { corpusOf } from '../plan/corpora.ts';
import { headsOf } from '../plan/head-rule.ts';
import { planRuns, type PlannedRun } from '../plan/plan-runs.ts';
import { sweepRuns } from '../plan/sweep-runs.ts';
import type { SweepSettings } from '../plan/sweep-settings.ts';
import type { Pace } from './pace.ts';
import { runSeconds } from './time-left.ts';

/** A sweep over widths that fits into a given time. */
export interface SuggestedSweep {
  /** The given time. */
  readonly minutes: number;
  /** Ascending. */
  readonly widths: readonly number[];
  /** Seeds of each width, side by side. */
  readonly lanes: number;
  /** D of each model. */
  readonly tokens: number;
  /** Time that all runs take at the pace. */
  readonly seconds: number;
  /** Whether the pace was measured on this adapter. */
  readonly measured: boolean;
  /** The α assumed before the sweep, with the 95 % interval that the sweep should give. */
  readonly exponent: Estimate;
  /** The additional width, or additional `lanes` seeds of one, that narrows the interval most for its time; null for none. */
  readonly next: { readonly width: number; readonly exponent: Estimate } | null;
}

/** Each is wide enough to be fitted. The form accepts this many widths. */
const WIDTHS = [12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 160, 192, 256, 384, 512];
const LANES = [1, 2, 4, 8];
const LEAST_TOKENS = 256_000;

/**
 * The widths, seeds and tokens that should determine the exponent of L(N) best in the given minutes at a pace. The other
 * settings stay as they are. No model reads the text more than once. Refuses too few minutes, with the time that the
 * shortest sweep takes.
 */
export function suggestSweep(
  minutes: number,
  settings: SweepSettings,
  pace: Pace,
  base: string,
): SuggestedSweep | Refusal {
  const runs = possibleRuns(settings, base);
  const [least, ...others] = LANES.map((lanes) => withLanes(runs, lanes, minutes, pace));
  if (least === undefined || isRefusal(least)) return least ?? { refused: 'there is nothing to choose from' };
  return others.reduce<SuggestedSweep>(
    (best, other) => (!isRefusal(other) && widthOf(other) < widthOf(best) ? other : best),
    least,
  );
}

/** The best sweep with `lanes` seeds a width. It is planned as if each width were one model with the noise of their mean. */
function withLanes(
  runs: readonly PlannedRun[],
  lanes: number,
  minutes: number,
  pace: Pace,
): SuggestedSweep | Refusal {
  const seconds = new Map(
    runs.map((run) => {
      const plan = { ...run.plan, lanes: Array.from({ length: lanes }, () => run.plan.lanes).flat() };
      return [candidateOf(run), runSeconds({ ...run, plan }, pace)];
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

/** Every model that a sweep can contain, with one seed. */
function possibleRuns(settings: SweepSettings, base: string): PlannedRun[] {
  const widths = WIDTHS.filter((width) => headsOf(width, settings.heads) !== null);
  return tokensWithin(settings).flatMap((tokens) =>
    planRuns(sweepRuns({ ...settings, widths, tokens, lanes: 1 }), '', base),
  );
}

/** Doublings of a quarter of a million, up to the length of the text. */
function tokensWithin({ corpus, context }: SweepSettings): number[] {
  const { uniqueTokens } = corpusOf(corpus, context);
  const doublings = Math.max(0, Math.floor(Math.log2(uniqueTokens / LEAST_TOKENS)));
  return Array.from({ length: doublings + 1 }, (_, i) => LEAST_TOKENS * 2 ** i);
}

function widthOf({ exponent }: SuggestedSweep): number {
  return exponent.high - exponent.low;
}

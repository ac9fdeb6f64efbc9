import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { corpusOf } from '../plan/corpora.ts';
import { planRuns, type PlannedRun } from '../plan/plan-runs.ts';
import { TOKENS_MAX } from '../plan/read-draft.ts';
import type { RunSettings } from '../plan/run-settings.ts';
import { costOf } from './cost.ts';
import type { Pace } from './pace.ts';

/** How many tokens each model gets, so that the whole experiment fits into a given time. */
export interface SuggestedTokens {
  /** The given time. */
  readonly minutes: number;
  /** The number for the form's field of tokens. */
  readonly tokens: number;
  readonly runs: number;
  /** Time that all runs take at the pace. */
  readonly seconds: number;
  /** Whether the pace was measured on this adapter. */
  readonly measured: boolean;
  /** Whether the minutes allow more tokens, which would make a model read the text twice or break a rule of the form. */
  readonly capped: boolean;
}

/** Runs of a number of tokens, or the rule that they break. */
type RunsOf = (tokens: number) => readonly RunSettings[] | Refusal;

/** The suggested number has three digits. */
const LEAST = 1e3;
const PER_DECADE = 900;
const COUNT = PER_DECADE * Math.round(Math.log10(TOKENS_MAX / LEAST)) + 1;

/**
 * The most tokens with which an experiment fits into the given minutes at a pace. No run reads its text more than
 * once, unless the experiment is about repeating it. Refuses too few minutes, with the time that the shortest runs
 * take.
 */
export function suggestTokens(
  minutes: number,
  runsOf: RunsOf,
  pace: Pace,
  base: string,
): SuggestedTokens | Refusal {
  const planned = (place: number): PlannedRun[] | Refusal => {
    const runs = runsOf(tokensAt(place));
    return isRefusal(runs) ? runs : planRuns(runs, '', base);
  };
  const first = firstPlace((place) => !isRefusal(planned(place)));
  const least = planned(first);
  if (isRefusal(least)) return least;
  const { seconds } = costOf(least, pace);
  if (seconds > 60 * minutes) {
    return { refused: `its shortest runs take about ${Math.ceil(seconds)} seconds` };
  }
  const isTooLong = (place: number) => {
    const runs = planned(place);
    return place > first && (isRefusal(runs) || costOf(runs, pace).seconds > 60 * minutes);
  };
  const isTooFar = (place: number) => {
    const runs = planned(place);
    return place > first && (isRefusal(runs) || runs.some(readsTwice));
  };
  const [long, far] = [firstPlace(isTooLong), firstPlace(isTooFar)];
  const place = Math.max(first, Math.min(long, far) - 1);
  const chosen = planned(place);
  if (isRefusal(chosen)) return chosen;
  const cost = costOf(chosen, pace);
  return {
    minutes,
    tokens: tokensAt(place),
    runs: chosen.length,
    seconds: cost.seconds,
    measured: cost.measured,
    capped: far < long,
  };
}

function readsTwice({ settings, tokens }: PlannedRun): boolean {
  return settings.uniqueTokens === null && tokens > corpusOf(settings.corpus, settings.context).uniqueTokens;
}

function tokensAt(place: number): number {
  return Math.round(LEAST * 10 ** Math.floor(place / PER_DECADE) * (1 + (place % PER_DECADE) / 100));
}

/** The first place at which a condition holds, if it holds from there on; the last place if it never holds. */
function firstPlace(holds: (place: number) => boolean): number {
  let [low, high] = [0, COUNT - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

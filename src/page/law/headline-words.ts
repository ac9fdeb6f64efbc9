import { figure, formatLoss, whole } from '../../charts/quantity.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { shownFits } from '../../lab/state/shown-fits.ts';
import { shownLaw, type ExperimentState } from '../../lab/state/state.ts';
import { subjectOf } from '../../lab/analysis/subject.ts';
import { formatEstimate } from '../../laws/format-number.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { corpusOf } from '../../lab/plan/corpora.ts';
import type { LawHeadline } from './headline.ts';
import {
  compoundHeadline,
  dynamicsHeadline,
  inverseHeadline,
  memoryHeadline,
  networksHeadline,
  schedulesHeadline,
  shapeHeadline,
  transferHeadline,
  zipfHeadline,
  ratesHeadline,
} from './headline-numbers.ts';
import { powerLawHeadline, without } from './power-law-headline.ts';

const SILENT: LawHeadline = { kind: 'none', words: '' };

/** The headline of the experiment on the page. */
export function lawHeadline(state: ExperimentState): LawHeadline {
  if (state.shown === 'zipf') return zipfHeadline(state);
  if (state.shown === 'dynamics') return dynamicsHeadline(state);
  if (state.shown === 'shape') return shapeHeadline(state);
  if (state.shown === 'learning-rate') return ratesHeadline(state);
  if (state.shown === 'memory') return memoryHeadline(state);
  if (state.shown === 'compound') return compoundHeadline(state);
  if (state.shown === 'inverse') return inverseHeadline(state);
  if (state.shown === 'transfer') return transferHeadline(state);
  if (state.shown === 'architecture') return networksHeadline(state);
  if (state.shown === 'schedules') return schedulesHeadline(state);
  if (state.shown === 'known-entropy') return entropyHeadline(state);
  if (presetOf(state.shown).measures === 'nothing') return calculatorHeadline();
  const subject = subjectOf(state.analysis, shownFits(state), state.fitOptions);
  switch (subject.kind) {
    case 'grid':
      return isRefusal(subject.law) ? without(subject.law, state) : gridHeadline(subject.law);
    case 'approaches':
      return approachesHeadline(state);
    case 'batch':
      return batchHeadline(state);
    case 'none':
      return SILENT;
    case 'series':
    case 'depth':
      return powerLawHeadline(state);
    default:
      throw new Error(`no such subject: ${String(subject satisfies never)}`);
  }
}

function gridHeadline({
  constants: { alpha_N, alpha_D },
  formula,
}: {
  constants: { alpha_N: Estimate; alpha_D: Estimate };
  formula: string;
}): LawHeadline {
  return {
    kind: 'law',
    formula,
    words: `With enough text, doubling N takes ${cut(alpha_N)} % off the loss. In a large enough model, doubling the text takes ${cut(alpha_D)} % off it.`,
    interval: `${interval('α_N', alpha_N)}; ${interval('α_D', alpha_D)}`,
  };
}

/** By parabolas at fixed compute, or by the law of N and D if there are none. */
function approachesHeadline(state: ExperimentState): LawHeadline {
  const rows = state.analysis.approaches?.table ?? [];
  const found = rows
    .filter(({ number }) => number > 1)
    .flatMap(({ exponents }) => (isRefusal(exponents) ? [] : [exponents]))
    .find(({ a, b }) => isRising(a) && isRising(b));
  if (found === undefined) {
    const refused = rows.map(({ exponents }) => exponents).find(isRefusal) ?? null;
    return without(
      refused,
      state,
      'Needs 3 finished models at each of 2 budgets, or runs of several sizes and lengths.',
    );
  }
  const { a, b } = found;
  return {
    kind: 'law',
    formula: `N_opt ∝ C^${figure(a.value)}`,
    words: `With 10 times the compute, the best model is ${figure(10 ** a.value)} times as large and reads ${figure(10 ** b.value)} times as many tokens.`,
    interval: `${interval('a', a)}; ${interval('b', b)}`,
  };
}

function isRising({ low, high }: Estimate): boolean {
  return low > 0 && Number.isFinite(high);
}

/** The critical batch at the lowest loss of the experiment. */
function batchHeadline(state: ExperimentState): LawHeadline {
  const levels = state.analysis.batch?.levels ?? [];
  const level = levels.findLast(({ hyperbola }) => !isRefusal(hyperbola));
  const { hyperbola } = level ?? {};
  if (level === undefined || hyperbola === undefined || isRefusal(hyperbola)) {
    return without(null, state, 'Needs at least 3 finished batch sizes.');
  }
  const { criticalBatch } = hyperbola;
  if (!Number.isFinite(criticalBatch.high)) {
    return {
      kind: 'unshown',
      words: 'These batch sizes do not show yet where larger batches stop saving steps.',
    };
  }
  return {
    kind: 'law',
    formula: `B_crit = ${whole(criticalBatch.value)} tokens`,
    words: `Up to about ${whole(criticalBatch.value)} tokens a step, a larger batch saves steps almost for free. Beyond it, a larger batch costs more text (at loss ${formatLoss(level.loss)}).`,
    interval: `95 %: ${whole(criticalBatch.low)} to ${whole(criticalBatch.high)} tokens a step`,
  };
}

/** The fitted floor of the first source beside the entropy of that source. */
function entropyHeadline(state: ExperimentState): LawHeadline {
  const law = shownLaw(state);
  if (law === null || isRefusal(law)) return without(law, state);
  const of = state.analysis.laws.find((found) => found.law === law);
  const run = state.runs.find(({ settings }) => settings.series === of?.series);
  const { floor } = law.intervals;
  if (run === undefined || floor === null) return powerLawHeadline(state);
  const { leastLoss, title } = corpusOf(run.settings.corpus, run.settings.context);
  if (leastLoss === null) return powerLawHeadline(state);
  const off = law.floor - leastLoss.low;
  return {
    kind: 'law',
    formula: `E = ${formatLoss(law.floor)}, H = ${formatLoss(leastLoss.low)}`,
    words: `${title}: the fitted floor E is ${formatLoss(Math.abs(off))} nats ${off < 0 ? 'below' : 'above'} the entropy H of the source.`,
    interval: `E, 95 %: ${formatLoss(floor.low)} to ${formatLoss(floor.high)}`,
  };
}

function calculatorHeadline(): LawHeadline {
  return {
    kind: 'law',
    formula: 'C = 6·N·D',
    words: 'Training compute in FLOP is about six times parameters times tokens.',
  };
}

function cut({ value }: Estimate): string {
  return figure(100 * (1 - 2 ** -value));
}

function interval(symbol: string, estimate: Estimate): string {
  const [value, low, high] = formatEstimate(estimate, figure);
  return `${symbol} ${value}, 95 %: ${low} to ${high}`;
}

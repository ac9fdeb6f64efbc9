import { formatNumber } from '../format-number.ts';
import type { Refusal } from '../refusal.ts';
import type { Estimate } from '../stats/interval.ts';
import { refuseValues } from '../stats/refuse-values.ts';
import { constantsOf } from './exponent-design.ts';
import type { SweepPrior } from './exponent-design.ts';
import { GrowingSweep } from './growing-sweep.ts';
import type { Price, ProposedShape } from './growing-sweep.ts';
import { rowsOf, spacedBases } from './sweep-bases.ts';
import type { SweepCandidate } from './sweep-candidate.ts';

/** What there is to spend: FLOPs, or time at a speed or with the seconds that one seed of a model takes. */
export type SweepBudget =
  { flops: number } | { seconds: number; flopsPerSecond: number } | { seconds: number; secondsOf: Price };

/** A sweep of L(N) that fits a budget. */
export interface SweepProposal {
  /** D, the same for every model. */
  tokens: number;
  /** Cheapest first. */
  shapes: readonly ProposedShape[];
  /** C of all models in FLOPs. */
  flops: number;
  /** How long that takes; null where the budget does not say how fast. */
  seconds: number | null;
  /** α as believed, with the 95 % interval that the sweep should give it. */
  exponent: Estimate;
  /** The one further model that narrows that interval most for its price, whatever is left and however many there are of it; null where none does. */
  next: FurtherRun | null;
}

/** One model more. */
export interface FurtherRun extends SweepCandidate {
  /** α with the 95 % interval that it should then have. */
  exponent: Estimate;
}

export interface ProposeSweepOptions {
  /** That of the default recipe, where it is left out. */
  prior?: SweepPrior;
  /** Widths at the least: 8 by default for a law with a floor, 4 for one without. */
  leastWidths?: number;
  /** Models of one shape at the most in the sweep; 8 by default. */
  mostSeeds?: number;
  /** D/N of the largest model at the least: below it a sweep measures what D costs. 18 by default. */
  leastTokensPerParameter?: number;
}

/** L(N) of the default recipe at 4.1M tokens, whose seeds differ by 0.013 nats at 1.3. */
export const DEFAULT_RECIPE_PRIOR: SweepPrior = { floor: 1.01, scale: 1850, exponent: 0.44, noise: 0.01 };

/** AICc charges a floor 9.3 at 8 points, and 30 at 6. */
const LEAST_WIDTHS = { 2: 4, 3: 8 } as const;
const MOST_SEEDS = 8;
/** The default recipe: 4.1M tokens for 221,184 parameters. */
const LEAST_TOKENS_PER_PARAMETER = 18;

/**
 * Chooses from candidates the sweep whose exponent should have the narrowest 95 % interval within a budget: for each
 * number of tokens, each largest model and each number of widths, evenly spaced over log N, what the budget leaves
 * goes to further seeds, always to the one that narrows the interval most for its price. The interval is Student's, of
 * noise as believed; it knows nothing of a law that bends in other ways. Refuses budgets that are too small, with the
 * figure.
 */
export function proposeSweep(
  candidates: readonly SweepCandidate[],
  budget: SweepBudget,
  options: ProposeSweepOptions = {},
): SweepProposal | Refusal {
  const plan = withDefaults(options);
  const purse = purseOf(budget);
  const refusal = refuseNumbers(candidates, purse, plan);
  if (refusal) return refusal;
  const rows = rowsOf(candidates, plan.leastTokensPerParameter);
  const sweeps = rows.flatMap((row) => spacedBases(row, plan.leastWidths).map((base) => ({ row, base })));
  if (sweeps.length === 0) return refuseFewWidths(rows, plan);
  const least = Math.min(...sweeps.map(({ base }) => costOf(base, purse)));
  if (least > purse.holds)
    return {
      refused: `a sweep of ${plan.leastWidths} widths costs at least ${formatNumber(least)} ${purse.unit}: the budget is ${formatNumber(purse.holds)}`,
    };
  const filled = sweeps
    .filter(({ base }) => costOf(base, purse) <= purse.holds)
    .map(({ row, base }) => ({ row, sweep: fill(base, purse, plan) }));
  const best = filled.reduce((found, other) => (other.sweep.half() < found.sweep.half() ? other : found));
  return describe(best.row, best.sweep, plan, purse);
}

/** What there is, and what things cost of it. */
interface Purse {
  holds: number;
  price: Price;
  unit: 'FLOPs' | 'seconds';
}

function purseOf(budget: SweepBudget): Purse {
  if ('flops' in budget) return { holds: budget.flops, price: ({ flops }) => flops, unit: 'FLOPs' };
  if ('secondsOf' in budget) return { holds: budget.seconds, price: budget.secondsOf, unit: 'seconds' };
  const { seconds, flopsPerSecond } = budget;
  return { holds: seconds, price: ({ flops }) => flops / flopsPerSecond, unit: 'seconds' };
}

type Plan = Required<ProposeSweepOptions>;

function withDefaults({
  prior = DEFAULT_RECIPE_PRIOR,
  leastWidths = LEAST_WIDTHS[constantsOf(prior)],
  mostSeeds = MOST_SEEDS,
  leastTokensPerParameter = LEAST_TOKENS_PER_PARAMETER,
}: ProposeSweepOptions): Plan {
  return { prior, leastWidths, mostSeeds, leastTokensPerParameter };
}

/** Spends what a sweep leaves of a budget on further seeds of its shapes. */
function fill(
  base: readonly SweepCandidate[],
  { holds, price }: Purse,
  { prior, mostSeeds }: Plan,
): GrowingSweep {
  const sweep = new GrowingSweep(base, prior, price);
  for (;;) {
    const left = holds - sweep.spent;
    const shape = sweep.best(
      base.filter((candidate) => price(candidate) <= left),
      mostSeeds,
    );
    if (!shape) return sweep;
    sweep.add(shape);
  }
}

function describe(
  row: readonly SweepCandidate[],
  sweep: GrowingSweep,
  { prior }: Plan,
  { unit }: Purse,
): SweepProposal {
  const exponent = (half: number): Estimate => ({
    value: prior.exponent,
    low: prior.exponent - half,
    high: prior.exponent + half,
  });
  const next = sweep.best(row, Infinity);
  return {
    tokens: row[0].tokens,
    shapes: sweep.shapes(),
    flops: sweep.flops,
    seconds: unit === 'seconds' ? sweep.spent : null,
    exponent: exponent(sweep.half()),
    next: next && { ...next, exponent: exponent(sweep.halfWith(next)) },
  };
}

function costOf(base: readonly SweepCandidate[], { price }: Purse): number {
  return base.reduce((sum, shape) => sum + price(shape), 0);
}

function refuseNumbers(
  candidates: readonly SweepCandidate[],
  { holds, price }: Purse,
  { prior, leastWidths, mostSeeds }: Plan,
): Refusal | null {
  const refusal = refuseValues({
    budget: [holds],
    N: candidates.map(({ parameters }) => parameters),
    D: candidates.map(({ tokens }) => tokens),
    cost: candidates.map(price),
    'exponent that is believed': [prior.exponent],
    'scale that is believed': [prior.scale],
    'noise that is believed': [prior.noise],
  });
  if (refusal) return refusal;
  if (!(prior.floor >= 0 && prior.floor < Infinity))
    return { refused: `the floor that is believed must be 0 or more: ${prior.floor}` };
  if (!(Number.isInteger(mostSeeds) && mostSeeds > 0))
    return { refused: `the most seeds must be an integer of at least 1: ${mostSeeds}` };
  const twice = candidates.find((candidate, i) =>
    candidates.some(
      ({ parameters, tokens }, j) =>
        j < i && parameters === candidate.parameters && tokens === candidate.tokens,
    ),
  );
  if (twice)
    return {
      refused: `every N must be a candidate once for each D: ${twice.parameters} at ${twice.tokens} tokens`,
    };
  const least = constantsOf(prior) + 1;
  if (Number.isInteger(leastWidths) && leastWidths >= least) return null;
  return { refused: `the least number of widths must be an integer of at least ${least}: ${leastWidths}` };
}

function refuseFewWidths(
  rows: readonly (readonly SweepCandidate[])[],
  { leastWidths, leastTokensPerParameter }: Plan,
): Refusal {
  const most = Math.max(0, ...rows.map(({ length }) => length));
  return {
    refused: `a sweep needs at least ${leastWidths} widths with ${leastTokensPerParameter} tokens a parameter: ${most}`,
  };
}

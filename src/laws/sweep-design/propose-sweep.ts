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
import { extent } from '../stats/extent.ts';

/** The budget in FLOPs or in seconds. Seconds need a speed, or the time that one seed of a model takes. */
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
  /** How long the sweep takes; null if the budget is in FLOPs. */
  seconds: number | null;
  /** The assumed α, with the 95 % interval to expect from the sweep. */
  exponent: Estimate;
  /**
   * The further model that narrows that interval most for its price; null if none narrows it. It may exceed the budget
   * and the most seeds of its shape.
   */
  next: FurtherRun | null;
}

/** One further model. */
export interface FurtherRun extends SweepCandidate {
  /** The assumed α, with the 95 % interval to expect with this model. */
  exponent: Estimate;
}

export interface ProposeSweepOptions {
  /** If left out, the prior of the default recipe. */
  prior?: SweepPrior;
  /** The fewest widths: 8 by default for a law with a floor, 4 for one without. */
  leastWidths?: number;
  /** The most models of one shape; 8 by default. */
  mostSeeds?: number;
  /** The least D/N of the largest model, 18 by default: below it the sweep would measure the effect of D. */
  leastTokensPerParameter?: number;
}

/** L(N) of the default recipe at 4.1M tokens, whose seeds differ by 0.013 nats at 1.3. */
export const DEFAULT_RECIPE_PRIOR: SweepPrior = { floor: 1.01, scale: 1850, exponent: 0.44, noise: 0.01 };

/** The penalty of AICc for a floor is 9.3 at 8 points, and 30 at 6. */
const LEAST_WIDTHS = { 2: 4, 3: 8 } as const;
const MOST_SEEDS = 8;
/** The default recipe: 4.1M tokens for 221,184 parameters. */
const LEAST_TOKENS_PER_PARAMETER = 18;

/**
 * Chooses, from the candidates and within a budget, the sweep whose exponent should have the narrowest 95 % interval.
 * For each number of tokens, each largest model and each number of widths, evenly spaced over log N, it spends the rest
 * of the budget on further seeds, always on the seed that narrows the interval most for its price. The interval is
 * Student's for the assumed noise; it does not include laws of another form. Refuses a budget that is too small, and
 * states the smallest that is enough.
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
  const [least] = extent(sweeps.map(({ base }) => costOf(base, purse)));
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

/** The budget, and the cost of a model in its unit. */
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

/** Spends the rest of a budget on further seeds of a sweep's shapes. */
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
    'assumed exponent': [prior.exponent],
    'assumed scale': [prior.scale],
    'assumed noise': [prior.noise],
  });
  if (refusal) return refusal;
  if (!(prior.floor >= 0 && prior.floor < Infinity))
    return { refused: `the assumed floor must be 0 or more: ${prior.floor}` };
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

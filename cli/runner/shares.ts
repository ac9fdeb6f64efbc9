import { trunkKey } from '../../src/lab/plan/trunk.ts';
import { Ended, EXIT } from './exit.ts';
import type { SweepRun } from './read-sweep.ts';

/** Which part of a sweep a process trains. */
export interface Share {
  /** From 0. */
  readonly index: number;
  readonly of: number;
  /** Where index and count were read: the flags, the variables of a scheduler, or nothing. */
  readonly from: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of a scheduler, in the order in which they are looked for. Slurm also tells the first and the last index of its array. */
const SCHEDULERS = [
  {
    index: 'SLURM_ARRAY_TASK_ID',
    of: 'SLURM_ARRAY_TASK_COUNT',
    first: 'SLURM_ARRAY_TASK_MIN',
    last: 'SLURM_ARRAY_TASK_MAX',
  },
  { index: 'JOB_COMPLETION_INDEX', of: 'JOB_COMPLETIONS', first: undefined, last: undefined },
] as const;

/**
 * The share that the flags name, else the one of the scheduler that started this process, else the whole sweep. With `--of` alone
 * the scheduler's index is one of so many shares, so that a part of an array can be started again.
 *
 * @throws {Ended} for one number without the other, for an index beyond the count, and for an array whose shares are not those
 *   from 0 to its count
 */
export function shareOf(
  flags: { readonly index?: string | undefined; readonly of?: string | undefined },
  environment: Environment,
): Share {
  const scheduler = SCHEDULERS.find(({ index }) => environment[index] !== undefined);
  const asked = { name: '--of', value: flags.of };
  if (flags.index !== undefined || (flags.of !== undefined && scheduler === undefined))
    return share({ name: '--index', value: flags.index }, asked, '--index and --of');
  if (scheduler === undefined) return { index: 0, of: 1, from: 'the whole sweep' };
  const index = { name: scheduler.index, value: environment[scheduler.index] };
  if (flags.of !== undefined) return share(index, asked, `${scheduler.index} and --of`);
  const of = { name: scheduler.of, value: environment[scheduler.of] };
  if (scheduler.first !== undefined && of.value !== undefined) refuseGaps(scheduler, of, environment);
  return share(index, of, `${scheduler.index} and ${scheduler.of}`);
}

/** Started again alone, a task would otherwise train the work of all shares. */
function refuseGaps(
  { first, last }: { readonly first: string; readonly last: string },
  of: Given,
  environment: Environment,
): void {
  const count = whole(of.name, of.value ?? '');
  const ends = [first, last].map((name, i) => whole(name, environment[name] ?? String(i * (count - 1))));
  if (ends[0] === 0 && ends[1] === count - 1) return;
  throw new Ended(
    EXIT.usage,
    `The tasks of an array are shares 0 to N - 1, and this one has ${count} from ${ends.join(' to ')}: give --of N, the number of all shares.`,
  );
}

interface Given {
  readonly name: string;
  readonly value: string | undefined;
}

function share(index: Given, of: Given, from: string): Share {
  const missing = [index, of].find(({ value }) => value === undefined);
  if (missing !== undefined)
    throw new Ended(
      EXIT.usage,
      `A share needs ${index.name} and ${of.name}, and ${missing.name} is not given.`,
    );
  const given = whole(index.name, index.value ?? '');
  const count = whole(of.name, of.value ?? '');
  if (count < 1) throw new Ended(EXIT.usage, `${of.name} must be at least 1: ${count}.`);
  if (given >= count)
    throw new Ended(
      EXIT.usage,
      `${index.name} must be from 0 to ${count - 1} for ${count} shares: ${given}.`,
    );
  return { index: given, of: count, from };
}

function whole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Ended(EXIT.usage, `${name} must be a whole number: “${text}”.`);
  return Number(text);
}

/**
 * The share of each piece of work, so that the largest share is as small as the rule of the longest first makes it: at most
 * 4/3 of the best (Graham 1969). Every process computes the same.
 *
 * @param costs of the pieces, above 0
 * @returns the index of a share for each piece
 */
export function balanced(costs: readonly number[], shares: number): number[] {
  const load = new Float64Array(shares);
  const chosen = Array.from(costs, () => 0);
  const order = costs.map((cost, i) => ({ cost, i })).sort((a, b) => b.cost - a.cost || a.i - b.i);
  for (const { cost, i } of order) {
    const least = load.reduce((best, sum, at) => (sum < (load[best] ?? 0) ? at : best), 0);
    load[least] = (load[least] ?? 0) + cost;
    chosen[i] = least;
  }
  return chosen;
}

/** The share of each run. Runs that share steps are in one share, so that it trains these steps once. */
export function sharesOfRuns(runs: readonly SweepRun[], shares: number): number[] {
  const keys = runs.map(({ name, planned }) => trunkKey(planned.plan) ?? name);
  const pieces = [...new Set(keys)];
  const costs = pieces.map((piece) =>
    runs.reduce((sum, { flops }, i) => sum + (keys[i] === piece ? flops : 0), 0),
  );
  const chosen = balanced(costs, shares);
  return keys.map((key) => chosen[pieces.indexOf(key)] ?? 0);
}

import { Ended, EXIT } from './exit.ts';

/** Which part of a sweep a process trains. */
export interface Share {
  /** From 0. */
  readonly index: number;
  readonly of: number;
  /** Where index and count were read: the flags, the variables of a scheduler, or nothing. */
  readonly from: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables of a scheduler, in the order in which they are looked for. `first` is the index of its first task. */
const SCHEDULERS = [
  { index: 'SLURM_ARRAY_TASK_ID', of: 'SLURM_ARRAY_TASK_COUNT', first: 'SLURM_ARRAY_TASK_MIN' },
  { index: 'JOB_COMPLETION_INDEX', of: 'JOB_COMPLETIONS', first: undefined },
] as const;

/**
 * The share that the flags name, else the one of the scheduler that started this process, else the whole sweep.
 *
 * @throws {Ended} for one number without the other, and for an index beyond the count
 */
export function shareOf(
  flags: { readonly index?: string | undefined; readonly of?: string | undefined },
  environment: Environment,
): Share {
  if (flags.index !== undefined || flags.of !== undefined)
    return share(
      { name: '--index', value: flags.index },
      { name: '--of', value: flags.of },
      '--index and --of',
    );
  for (const { index, of, first } of SCHEDULERS) {
    if (environment[index] === undefined) continue;
    const least = first === undefined ? 0 : whole(first, environment[first] ?? '0');
    const from = `${index} and ${of}`;
    return share(
      { name: index, value: environment[index] },
      { name: of, value: environment[of] },
      from,
      least,
    );
  }
  return { index: 0, of: 1, from: 'the whole sweep' };
}

interface Given {
  readonly name: string;
  readonly value: string | undefined;
}

function share(index: Given, of: Given, from: string, first = 0): Share {
  const missing = [index, of].find(({ value }) => value === undefined);
  if (missing !== undefined)
    throw new Ended(
      EXIT.usage,
      `A share needs ${index.name} and ${of.name}, and ${missing.name} is not given.`,
    );
  const given = whole(index.name, index.value ?? '');
  const place = given - first;
  const count = whole(of.name, of.value ?? '');
  if (count < 1) throw new Ended(EXIT.usage, `${of.name} must be at least 1: ${count}.`);
  if (place < 0 || place >= count) {
    const range = `from ${first} to ${first + count - 1}`;
    throw new Ended(EXIT.usage, `${index.name} must be ${range} for ${count} shares: ${given}.`);
  }
  return { index: place, of: count, from };
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

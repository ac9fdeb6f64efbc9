import type { MachineBar, MachineBars } from '../../charts/plots/rates-of-machines-plot.ts';
import { short } from '../../charts/quantity.ts';
import type { Machine } from '../../benchmark/result.ts';
import { ENTRIES, tokensPerStep } from '../../benchmark/standard/entries.ts';
import { STANDARD_HASH } from '../../benchmark/standard/standard-hash.ts';
import type { Comparable, MaybeEstimate } from '../../benchmark/stats/compare-summaries.ts';
import { faultsOf } from '../../benchmark/stats/void-reasons.ts';
import { machineName } from './machine-line.ts';
import { scoreWords } from './score-words.ts';

/** A result beside others. */
export interface Compared {
  readonly result: Comparable;
  readonly machine: Machine;
  readonly kind: MachineBar['kind'];
  /** What ran, when, and for a recorded result where it comes from. */
  readonly origin: string;
}

/** The choice that compares scores; the others are names of entries. */
export const SCORE = 'score';

/** What can be compared: the score if any result has one, and every entry that any has. */
export function comparables(all: readonly Compared[]): string[] {
  const shown = all.filter(isComparable);
  const entries = ENTRIES.map(({ name }) => name).filter((name) =>
    shown.some(({ result }) => result.entries.some((entry) => entry.name === name)),
  );
  return shown.some(({ result }) => result.score !== null) ? [SCORE, ...entries] : entries;
}

/** A bar for each result that has this figure, the largest first. */
export function barsOf(all: readonly Compared[], of: string): MachineBars {
  const bars = all.filter(isComparable).flatMap((one): MachineBar[] => {
    const figure = of === SCORE ? one.result.score : tokensPerSecond(one.result, of);
    if (figure === null) return [];
    const words = of === SCORE ? scoreWords(figure.value) : `${short(figure.value)} tokens/s`;
    return [{ ...figure, kind: one.kind, label: `${barName(one)}: ${words}` }];
  });
  return {
    label: of === SCORE ? 'Score' : `Tokens/s at ${of}`,
    bars: bars.toSorted((a, b) => b.value - a.value),
  };
}

/** Names of another standard mean something else, a quick look has one entry, and void figures are wrong. */
function isComparable({ result }: Compared): boolean {
  return result.standard === STANDARD_HASH && !result.quick && faultsOf(result).length === 0;
}

/** Characters of a name that leave room for its value beside a bar. */
const LONGEST = 40;

function barName({ kind, machine }: Compared): string {
  const marks = { own: ' (this machine)', other: '', recorded: ' (recorded)' };
  const name = machineName(machine);
  return `${name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name}${marks[kind]}`;
}

function tokensPerSecond({ entries }: Comparable, of: string): MaybeEstimate | null {
  const step = entries.find(({ name }) => name === of)?.millisecondsPerStep;
  const entry = ENTRIES.find(({ name }) => name === of);
  if (step === undefined || entry === undefined) return null;
  const rate = (milliseconds: number): number => (1000 * tokensPerStep(entry)) / milliseconds;
  const value = rate(step.value);
  return step.low === null
    ? { value, low: null, high: null }
    : { value, low: rate(step.high), high: rate(step.low) };
}

import type { Ceilings, Estimate, Machine, Summary } from '../result.ts';

/** Significant digits of a figure in a link. */
const DIGITS = 4;
/** Reasons that a link carries; the last one says how many more there are. */
const REASONS = 3;

/** How long the texts of a link may be: names of the machine, and reasons why there is no score. */
export interface TextLengths {
  readonly names: number;
  readonly reasons: number;
}

/** A summary as a link carries it: four digits, seconds, and short texts. Shortening it again changes nothing. */
export function shortened(summary: Summary, { names, reasons }: TextLengths): Summary {
  const { ceilings, machine, score } = summary;
  const name = (text: string): string => cut(text, names);
  return {
    ...summary,
    made: 1000 * Math.floor(summary.made / 1000),
    machine: {
      software: machine.software,
      adapter: name(machine.adapter),
      browser: name(machine.browser),
      system: name(machine.system),
      label: name(machine.label),
    } satisfies Machine,
    entries: summary.entries.map((entry) => ({
      ...entry,
      millisecondsPerStep: rounded(entry.millisecondsPerStep),
      deviation: digits(entry.deviation),
    })),
    ceilings: {
      gigaflopsPerSecond: digits(ceilings.gigaflopsPerSecond),
      gigabytesPerSecond: digits(ceilings.gigabytesPerSecond),
      microsecondsPerDispatch: digits(ceilings.microsecondsPerDispatch),
      millisecondsPerSubmit: digits(ceilings.millisecondsPerSubmit),
      millisecondsPerReadback: digits(ceilings.millisecondsPerReadback),
    } satisfies Ceilings,
    firstLossMilliseconds: digits(summary.firstLossMilliseconds),
    compileMilliseconds: digits(summary.compileMilliseconds),
    score: score === null ? null : rounded(score),
    voided: fewReasons(summary.voided).map((reason) => cut(reason, reasons)),
  };
}

function fewReasons(reasons: readonly string[]): readonly string[] {
  if (reasons.length <= REASONS) return reasons;
  const told = reasons.slice(0, REASONS - 1);
  return [...told, `There are ${reasons.length - told.length} more reasons.`];
}

/** A text of at most so many characters, the last of which is an ellipsis if it was cut. */
function cut(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

function rounded({ value, low, high }: Estimate): Estimate {
  return { value: digits(value), low: digits(low), high: digits(high) };
}

function digits(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

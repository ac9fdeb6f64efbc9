import type { PoolState } from '../../lab/class/class-state.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import { readSelection, type Selection } from '../../lab/experiments/selection.ts';

/** `Parts 3, 8 and 9 of 12 are missing.`; empty if the work was not shared. */
export function missingWords({ missing, parts }: Pick<PoolState, 'missing' | 'parts'>): string {
  if (parts <= 1) return '';
  if (missing.length === 0) return `All ${parts} parts have come.`;
  if (missing.length === parts) return `None of the ${parts} parts has come.`;
  const [first] = missing;
  return missing.length === 1
    ? `Part ${first} of ${parts} is missing.`
    : `Parts ${listed(rangesOf(missing))} of ${parts} are missing.`;
}

/** Three numbers in a row or more are a range: `3, 8 to 12 and 14`. */
function rangesOf(numbers: readonly number[]): string[] {
  const ranges: number[][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const range = ranges.at(-1);
    if (range?.at(-1) === number - 1) range.push(number);
    else ranges.push([number]);
  }
  return ranges.flatMap((range) =>
    range.length > 2 ? [`${range[0]} to ${range.at(-1)}`] : range.map(String),
  );
}

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? '';
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} and ${last}` : last;
}

/** `12 pupils, 31 models`, and how many pupils the teacher left out. */
export function poolWords({ pupils }: Pick<PoolState, 'pupils'>, models: number): string {
  const out = pupils.filter((pupil) => pupil.out).length;
  const words = `${counted(pupils.length - out, 'pupil')}, ${counted(models, 'model')}`;
  return out === 0 ? words : `${words}; ${counted(out, 'pupil')} left out`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** What a lesson trains: `Widths, quick: 6 runs of 512,000 tokens.` */
export function selectionWords(selection: Selection): string {
  const { experiment, size } = selection;
  const { runs } = readSelection(selection);
  const name = `${presetOf(experiment).title}, ${size}`;
  if (runs.length === 0) return `${name}.`;
  const models = runs.reduce((sum, { lanes }) => sum + lanes.length, 0);
  const tokens = runs.map((run) => run.tokens);
  const [least, most] = [Math.min(...tokens), Math.max(...tokens)].map((value) => value.toLocaleString('en'));
  return `${name}: ${counted(models, 'model')} of ${least === most ? least : `${least} to ${most}`} tokens.`;
}

/** What keeps pupils from opening the address of this page on their machines; empty for nothing. */
export function reachWords({ hostname, protocol }: Pick<Location, 'hostname' | 'protocol'>): string {
  if (isLoopback(hostname))
    return 'This address is good on this machine alone, because the page comes from it.';
  if (protocol === 'http:')
    return 'Pages over plain http have no GPU and keep nothing. Give the class an address that begins with https.';
  return '';
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

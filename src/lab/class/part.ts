import { isRefusal } from '../../laws/refusal.ts';
import { readWidths } from '../plan/read-draft.ts';
import { editableFields, readSelection, type Selection } from '../experiments/selection.ts';

/** A part of a class's work. */
export interface Part {
  readonly selection: Selection;
  /** What it leaves out because this machine is too slow or has too little memory, in a sentence; empty for nothing. */
  readonly leftOut: string;
}

/**
 * Part i of n of an experiment: the same experiment with seeds of its own and, where its widths can be set, those that fit into
 * the minutes. Each part begins with another width in a van der Corput order, which puts each next width far from those before
 * it, so that the first parts that come back already span the widths. The cheapest width is always affordable. A single part is
 * the whole experiment.
 * @param i from 1
 * @param secondsOf what all runs of a selection take on this machine; Infinity for those that it cannot hold
 */
export function partOf(
  selection: Selection,
  i: number,
  n: number,
  minutes: number,
  secondsOf: (selection: Selection) => number,
): Part {
  if (n === 1) return { selection, leftOut: '' };
  const { count, first } = seedsOf(selection);
  const own = withField(selection, 'seed', String(first + (i - 1) * count));
  const widths = widthsOf(selection);
  if (widths.length < 2) return { selection: own, leftOut: '' };
  // Not a sum over widths, because an experiment may have runs that are the same whatever the widths.
  const costOf = (some: readonly number[]): number => secondsOf(withWidths(own, some));
  const fits = (some: readonly number[]): boolean => costOf(some) <= 60 * minutes;
  const affordable = widths.filter((width) => fits([width]));
  const cheapest = widths.reduce((best, width) => (costOf([width]) < costOf([best]) ? width : best));
  const order = spread(affordable.length === 0 ? [cheapest] : affordable);
  let chosen: readonly number[] = [];
  for (let place = 0; place < order.length; place++) {
    const width = order[(i - 1 + place) % order.length] ?? cheapest;
    const more = [...chosen, width].toSorted((a, b) => a - b);
    if (place === 0 || fits(more)) chosen = more;
  }
  return {
    selection: withWidths(own, chosen),
    leftOut: leftOutWords(
      widths.filter((width) => !order.includes(width)),
      affordable.length > 0,
      minutes,
    ),
  };
}

/** The seeds that the models of an experiment use: `count` of them, which count up from `first`. */
export function seedsOf(selection: Selection): { first: number; count: number } {
  const lanes = readSelection(selection).runs.flatMap((run) => run.lanes);
  const seeds = lanes.flatMap(({ initSeed, orderSeed }) => [initSeed, orderSeed]);
  const first = Math.min(...seeds);
  return { first, count: Math.max(...seeds) - first + 1 };
}

/** The widths that a person set, ascending; empty if they cannot be set. An experiment may have runs of other widths too. */
function widthsOf({ draft, experiment }: Selection): number[] {
  if (!editableFields(experiment).includes('widths')) return [];
  const widths = readWidths(draft.widths);
  return isRefusal(widths) ? [] : widths;
}

/** Values in the order of van der Corput: first, middle, quarters, eighths. */
function spread<Value>(values: readonly Value[]): Value[] {
  return values
    .map((value, place) => ({ value, key: reversed(place) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** The bits of a whole number, mirrored at the point: 1 is ½, 2 is ¼, 3 is ¾. */
function reversed(place: number): number {
  let [key, bit] = [0, 0.5];
  for (let rest = place; rest > 0; rest = Math.floor(rest / 2)) {
    key += (rest % 2) * bit;
    bit /= 2;
  }
  return key;
}

function withWidths(selection: Selection, widths: readonly number[]): Selection {
  return withField(selection, 'widths', widths.join(', '));
}

function withField(selection: Selection, field: 'seed' | 'widths', value: string): Selection {
  return { ...selection, draft: { ...selection.draft, [field]: value } };
}

function leftOutWords(widths: readonly number[], fits: boolean, minutes: number): string {
  const time = `${minutes} min`;
  if (!fits) return `Even the smallest width takes longer than ${time} here, so only that one is left.`;
  if (widths.length === 0) return '';
  const [named, each] =
    widths.length === 1
      ? [`Width ${widths.join()}`, 'it takes']
      : [`Widths ${widths.join(', ')}`, 'each takes'];
  return `${named} left out: ${each} longer than ${time} on this machine, or more memory than it has.`;
}

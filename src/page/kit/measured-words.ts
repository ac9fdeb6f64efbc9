import { powerOfTen, scientific, short } from '../../charts/quantity.ts';
import type { MeasuredRun, MeasuredTable, Quantity } from '../../lab/imported/measured-run.ts';

const QUANTITY_WORDS: Record<Quantity, string> = {
  N: 'Parameters N',
  D: 'Tokens D',
  C: 'Compute C',
  U: 'Distinct tokens U',
};

/** The name of a run, or its row if the table does not name it. */
export function measuredName({ id, name }: Pick<MeasuredRun, 'id' | 'name'>): string {
  return name === '' ? `row ${id}` : name;
}

/** Label of an axis, with the column that holds it: `Parameters N (n_params) →`. */
export function measuredAxis({ columns, computed }: MeasuredTable, of: Quantity): string {
  const source = of === computed ? 'from C = 6·N·D' : (columns[of] ?? '');
  return `${QUANTITY_WORDS[of]}${source === '' || source === of ? '' : ` (${source})`} →`;
}

/** Format of an axis' ticks. */
export function measuredTick(of: Quantity): (value: number) => string {
  return of === 'C' ? powerOfTen : counted;
}

/** `3.15B`: three digits, in thousands, millions, billions or trillions, as people write N and D. */
export function counted(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value < 1e12 ? short(value) : `${short(value / 1e12)}T`;
}

/** A size of a run in a table. */
export function sizeWords(value: number, of: Quantity): string {
  return of === 'C' ? scientific(value) : counted(value);
}

/** Which character stands before the decimals. The other one may split thousands. */
export type Decimal = 'point' | 'comma';

/** A number as a cell writes it. */
export interface Reading {
  value: number;
  /** K, M, B, T or G, upper case. '' if it has none. */
  suffix: string;
  /** Whether thousands are split. */
  grouped: boolean;
}

/** The number with a decimal point and with a decimal comma; null if the cell is no number of this kind. */
export interface Readings {
  point: Reading | null;
  comma: Reading | null;
}

const SUFFIXES: Readonly<Record<string, number>> = { K: 3, M: 6, G: 9, B: 9, T: 12 };

/** Longer cells are no numbers. */
const MOST_CHARACTERS = 100;

/** Characters that split thousands and nothing else: spaces that do not break, apostrophes, underscores. */
const SPLITTERS = "  \\u00a0\\u2009\\u202f'’_";

const FORMS = { point: formOf('\\.', ','), comma: formOf(',', '\\.') };

/** A number with `decimal` before its decimals, whose thousands `other` may split. */
function formOf(decimal: string, other: string): RegExp {
  const grouped = `[1-9]\\d{0,2}(?:(?<splitter>[${other}${SPLITTERS}])\\d{3})(?:\\k<splitter>\\d{3})*`;
  return new RegExp(
    `^(?<sign>[+-]?)(?:(?<grouped>${grouped})|(?<digits>\\d*))(?:${decimal}(?<decimals>\\d*))?(?<exponent>e[+-]?\\d+)?\\s?(?<suffix>[KMBTG]?)$`,
    'i',
  );
}

/** Digits, perhaps with a point and an exponent. Most cells of most tables are of this form, which is quick to check. */
const USUAL = /^-?(\d+)(\.\d*)?(?:[eE][+-]?\d+)?$/;

/** The readings of a cell. Null if it is no number. */
export function readingsOf(cell: string): Readings | null {
  const text = cell.trim();
  if (text.length > MOST_CHARACTERS) return null;
  const usual = USUAL.exec(text);
  if (usual !== null && usual[2] === undefined) {
    const reading = { value: Number(text), suffix: '', grouped: false };
    return { point: reading, comma: reading };
  }
  if (usual !== null && (usual[1].length > 3 || usual[2].length !== 4)) {
    return { point: { value: Number(text), suffix: '', grouped: false }, comma: null };
  }
  if (!/^[+-]?[.,]?\d/.test(text)) return null;
  const [point, comma] = [readingOf(text, FORMS.point), readingOf(text, FORMS.comma)];
  return point === null && comma === null ? null : { point, comma };
}

function readingOf(text: string, form: RegExp): Reading | null {
  const groups = form.exec(text)?.groups;
  if (!groups) return null;
  const { sign = '', grouped, digits = '', decimals = '', exponent = '' } = groups;
  const suffix = (groups['suffix'] ?? '').toUpperCase();
  // Nobody splits thousands before an exponent, or writes a suffix after it.
  if (exponent !== '' && (grouped !== undefined || suffix !== '')) return null;
  const whole = grouped?.replaceAll(/\D/g, '') ?? digits;
  const power = suffix === '' ? exponent : `e${SUFFIXES[suffix]}`;
  return { value: Number(`${sign}${whole}.${decimals}${power}`), suffix, grouped: grouped !== undefined };
}

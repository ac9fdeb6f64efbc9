/** The fewest significant digits that a spreadsheet leaves of a number. */
export const LEAST_DIGITS = 6;

/** The digits that tell any two float32 apart. */
const MOST_DIGITS = 9;

/** Whether two float32 are equal, or one is the other after a spreadsheet has rounded it to six or more digits. */
export function sameDigits(a: number, b: number): boolean {
  return Object.is(a, b) || isRounded(a, b) || isRounded(b, a);
}

function isRounded(rounded: number, exact: number): boolean {
  if (!Number.isFinite(exact)) return false;
  for (let digits = LEAST_DIGITS; digits < MOST_DIGITS; digits++) {
    if (Math.fround(Number(exact.toPrecision(digits))) === rounded) return true;
  }
  return false;
}

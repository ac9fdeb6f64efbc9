const SCALES: readonly (readonly [number, string])[] = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
  [1e3, 'thousand'],
];

/**
 * `6 thousand 864`, or `6 and 864 thousandths`: a number without points and commas, which readers of different countries
 * would read differently. It is exact for numbers with at most three decimals.
 */
export function numberInWords(value: number): string {
  const size = Math.abs(value);
  const decimals = Math.round((size - Math.trunc(size)) * 1000);
  const parts: string[] = [];
  let rest = Math.trunc(size);
  for (const [scale, name] of SCALES) {
    if (rest >= scale) parts.push(`${Math.floor(rest / scale)} ${name}`);
    rest %= scale;
  }
  if (rest > 0 || parts.length === 0) parts.push(String(rest));
  if (decimals > 0) parts.push(`and ${decimals} ${decimals === 1 ? 'thousandth' : 'thousandths'}`);
  return `${value < 0 ? 'minus ' : ''}${parts.join(' ')}`;
}

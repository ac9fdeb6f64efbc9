/** Letters first, then digits and signs without another meaning. */
const SYMBOLS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?+*/=-_@#%&';

/** @throws if there are fewer symbols */
export function symbols(count: number): string {
  if (count > SYMBOLS.length) throw new Error(`there are ${SYMBOLS.length} printable symbols: ${count}`);
  return SYMBOLS.slice(0, count);
}

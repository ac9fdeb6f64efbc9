/** Letters first, then digits and signs that nothing else means. */
const SYMBOLS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?+*/=-_@#%&';

/** @throws if there are not so many */
export function symbols(count: number): string {
  if (count > SYMBOLS.length) throw new Error(`there are ${SYMBOLS.length} printable symbols: ${count}`);
  return SYMBOLS.slice(0, count);
}

/** The words of a column's name, lower case: `params_active`, `nParams (M)` and `val-loss` have two each. */
export function nameWords(column: string): string[] {
  const split = column.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return split.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

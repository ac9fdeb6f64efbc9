/**
 * The least and the greatest of any count of numbers, such as all losses of a table: the arguments of `Math.min` lie on the
 * stack, which holds about 10⁵.
 *
 * @returns ∞ and −∞ if there are none
 */
export function extent(values: Iterable<number>): [least: number, greatest: number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return [least, greatest];
}

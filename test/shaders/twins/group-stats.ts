/** Sum and M2, the sum of squared distances from the group's mean, of each group of columns of each row. */
export function groupStats(
  rows: Float64Array,
  width: number,
  groupWidth: number,
): { sums: number[]; m2: number[] } {
  const sums: number[] = [];
  const m2: number[] = [];
  for (let row = 0; row < rows.length; row += width) {
    for (let first = 0; first < width; first += groupWidth) {
      const group = rows.subarray(row + first, row + Math.min(first + groupWidth, width));
      const sum = group.reduce((total, value) => total + value, 0);
      sums.push(sum);
      m2.push(group.reduce((total, value) => total + (value - sum / group.length) ** 2, 0));
    }
  }
  return { sums, m2 };
}

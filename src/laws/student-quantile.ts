/** The 97.5 % quantile of the normal distribution. */
const NORMAL = 1.959963984540054;

/**
 * The 97.5 % quantile of Student's t: exact for one and two degrees of freedom, and within 0.3 % for more (Fisher &
 * Cornish 1960).
 *
 * @param freedom degrees of freedom, an integer of at least 1
 */
export function studentQuantile(freedom: number): number {
  if (freedom === 1) return Math.tan(0.475 * Math.PI);
  if (freedom === 2) return 0.95 / Math.sqrt(2 * 0.975 * 0.025);
  const z = NORMAL;
  const terms = [
    z,
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, i) => sum + term / freedom ** i, 0);
}

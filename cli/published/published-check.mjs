/** @typedef {{ what: string, value: number, published: string, holds: boolean }} Check */

/**
 * A value that must be the published one to its last digit.
 *
 * @param {string} what
 * @param {number} value
 * @param {number} published
 * @param {number} decimals that were published
 * @returns {Check}
 */
export function rounded(what, value, published, decimals) {
  const holds = Math.abs(value - published) <= halfUnit(decimals);
  return { what, value, published: published.toFixed(decimals), holds };
}

/**
 * A value that must be near to the published one, where the authors' search stopped short of the minimum.
 *
 * @param {string} what
 * @param {number} value
 * @param {number} published
 * @param {number} tolerance
 * @returns {Check}
 */
export function near(what, value, published, tolerance) {
  const holds = Math.abs(value - published) <= tolerance;
  return { what, value, published: `${published} ± ${tolerance}`, holds };
}

/**
 * A value that must not exceed the published one, to its last digit.
 *
 * @param {string} what
 * @param {number} value
 * @param {number} published
 * @param {number} decimals that were published
 * @returns {Check}
 */
export function atMost(what, value, published, decimals) {
  const holds = value <= published + halfUnit(decimals);
  return { what, value, published: `at most ${published.toFixed(decimals)}`, holds };
}

/**
 * A published value that must lie in an interval of ours.
 *
 * @param {string} what
 * @param {number} published
 * @param {{ low: number, high: number }} interval
 * @returns {Check}
 */
export function holdsPublished(what, published, { low, high }) {
  const inside = `in ${low.toPrecision(3)} to ${high === Infinity ? '∞' : high.toPrecision(3)}`;
  return { what, value: published, published: inside, holds: low <= published && published <= high };
}

/** @param {number} decimals */
function halfUnit(decimals) {
  return 0.5 * 10 ** -decimals;
}

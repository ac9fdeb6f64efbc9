export interface Check {
  what: string;
  value: number;
  published: string;
  holds: boolean;
}

/** A value that must equal the published one in every decimal that was published. */
export function rounded(what: string, value: number, published: number, decimals: number): Check {
  const holds = Math.abs(value - published) <= halfUnit(decimals);
  return { what, value, published: published.toFixed(decimals), holds };
}

/** A value that must be close to the published one, because the authors' search stopped before the minimum. */
export function near(what: string, value: number, published: number, tolerance: number): Check {
  const holds = Math.abs(value - published) <= tolerance;
  return { what, value, published: `${published} ± ${tolerance}`, holds };
}

/** A value that must not exceed the published one, rounded to the published decimals. */
export function atMost(what: string, value: number, published: number, decimals: number): Check {
  const holds = value <= published + halfUnit(decimals);
  return { what, value, published: `at most ${published.toFixed(decimals)}`, holds };
}

/** A published value that must lie in our interval. */
export function holdsPublished(
  what: string,
  published: number,
  { low, high }: { low: number; high: number },
): Check {
  const inside = `in ${low.toPrecision(3)} to ${high === Infinity ? '∞' : high.toPrecision(3)}`;
  return { what, value: published, published: inside, holds: low <= published && published <= high };
}

function halfUnit(decimals: number): number {
  return 0.5 * 10 ** -decimals;
}

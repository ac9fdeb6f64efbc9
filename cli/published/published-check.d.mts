export interface Check {
  what: string;
  value: number;
  published: string;
  holds: boolean;
}

export function rounded(what: string, value: number, published: number, decimals: number): Check;
export function near(what: string, value: number, published: number, tolerance: number): Check;
export function atMost(what: string, value: number, published: number, decimals: number): Check;
export function holdsPublished(
  what: string,
  published: number,
  interval: { low: number; high: number },
): Check;

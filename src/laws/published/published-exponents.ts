/** Exponents of N_opt ∝ C^a and D_opt ∝ C^b as a paper states them. */
export interface PublishedExponents {
  source: string;
  a: PublishedExponent;
  b: PublishedExponent;
  /** The kind of the intervals; empty if there are none. */
  intervals: string;
}

export interface PublishedExponent {
  value: number;
  low?: number;
  high?: number;
}

const PERCENTILES = '10th to 90th percentile, 80 % of the runs drawn 100 times';

/**
 * Kaplan et al. 2020, table 6; Hoffmann et al. 2022, table 2, where the intervals of approach 3 come from an optimiser
 * that stopped early; Besiroglu et al. 2024, who fitted approach 3 again.
 */
export const PUBLISHED_EXPONENTS: readonly PublishedExponents[] = [
  { source: 'Kaplan 2020', a: { value: 0.73 }, b: { value: 0.27 }, intervals: '' },
  {
    source: 'Chinchilla 2022, approach 1',
    a: { value: 0.5, low: 0.488, high: 0.502 },
    b: { value: 0.5, low: 0.501, high: 0.512 },
    intervals: PERCENTILES,
  },
  {
    source: 'Chinchilla 2022, approach 2',
    a: { value: 0.49, low: 0.462, high: 0.534 },
    b: { value: 0.51, low: 0.483, high: 0.529 },
    intervals: PERCENTILES,
  },
  {
    source: 'Chinchilla 2022, approach 3',
    a: { value: 0.46, low: 0.454, high: 0.455 },
    b: { value: 0.54, low: 0.542, high: 0.543 },
    intervals: PERCENTILES,
  },
  {
    source: 'Besiroglu 2024, approach 3',
    a: { value: 0.513, low: 0.474, high: 0.552 },
    b: { value: 0.487, low: 0.448, high: 0.526 },
    intervals: '95 %, from a standard error of 0.020',
  },
];

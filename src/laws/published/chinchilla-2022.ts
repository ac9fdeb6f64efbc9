import type { ChinchillaConstants } from '../joint/optimal-allocation.ts';

/** Hoffmann et al. 2022, equation 10, with the digits that the source of their paper keeps of log E, log A and log B. */
export const HOFFMANN_2022: ChinchillaConstants = {
  E: Math.exp(0.5267228),
  A: Math.exp(6.0073404),
  B: Math.exp(6.0179186),
  alpha: 0.33917084,
  beta: 0.2849083,
};

/** Besiroglu et al. 2024: the replication, fitted to convergence on 240 of the same runs. */
export const BESIROGLU_2024: ChinchillaConstants = {
  E: 1.8172,
  A: 482.01,
  B: 2085.43,
  alpha: 0.3478,
  beta: 0.3658,
};

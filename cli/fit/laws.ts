import type { Law } from './law.ts';
import { fitApproaches } from './laws/approaches.ts';
import { fitChinchilla } from './laws/chinchilla.ts';
import { fitCriticalBatches } from './laws/critical-batch.ts';
import { fitCriticalBatchesLaw } from './laws/critical-batch-law.ts';
import { fitDataConstrained } from './laws/data-constrained.ts';
import { fitEnvelope } from './laws/envelope.ts';
import { fitFrontier } from './laws/frontier.ts';
import { fitGadre } from './laws/gadre.ts';
import { fitIsoflop } from './laws/isoflop.ts';
import { fitKaplan } from './laws/kaplan.ts';
import { fitSteps } from './laws/kaplan-steps.ts';
import { fitNoiseScale } from './laws/noise-scale.ts';
import { fitPositions } from './laws/position.ts';
import { fitPowerOfC, fitPowerOfD, fitPowerOfN } from './laws/power.ts';
import { fitPowerOfMinimumC } from './laws/power-c-min.ts';

const POWER = ['robust', 'floor', 'profile', 'hold-out'] as const;
const ENVELOPE = ['run', 'method', 'all-budgets', 'smoothing'] as const;
const JOINT = ['robust', 'resample', 'run', 'shape', 'profile'] as const;

const CHINCHILLA: Law = {
  means: "Chinchilla's law L(N, D), approach 3",
  columns: ['n', 'd', 'loss'],
  options: [...JOINT, 'hold-out', 'budget'],
  fit: fitChinchilla,
};

const ISOFLOP: Law = {
  means: 'N_opt(C) and D_opt(C) of IsoFLOP parabolas, approach 2',
  columns: ['n', 'd', 'c', 'loss'],
  options: ['budget'],
  fit: fitIsoflop,
};

/** Every law that `npm run fit` knows, by its name for `--law`. */
export const LAWS: Readonly<Record<string, Law>> = {
  'power-n': { means: 'power law L(N)', columns: ['n', 'loss'], options: POWER, fit: fitPowerOfN },
  'power-d': { means: 'power law L(D)', columns: ['d', 'loss'], options: POWER, fit: fitPowerOfD },
  'power-c': { means: 'power law L(C)', columns: ['c', 'loss'], options: POWER, fit: fitPowerOfC },
  'power-c-min': {
    means: 'power law L(C_min)',
    columns: ['c', 'loss'],
    options: [...POWER, 'critical-batch'],
    fit: fitPowerOfMinimumC,
  },
  frontier: {
    means: 'power law L(C) through the best points of training curves',
    columns: ['n', 'd', 'c', 'loss'],
    options: [...POWER, ...ENVELOPE],
    fit: fitFrontier,
  },
  approach1: {
    means: 'N_opt(C) and D_opt(C) from the envelope of training curves',
    columns: ['n', 'd', 'c', 'loss'],
    options: [...ENVELOPE, 'budget'],
    fit: fitEnvelope,
  },
  approach2: ISOFLOP,
  approach3: CHINCHILLA,
  approaches: {
    means: 'exponents of all three approaches, beside the published ones',
    columns: ['n', 'd', 'c', 'loss'],
    options: ['robust', 'run'],
    fit: fitApproaches,
  },
  chinchilla: CHINCHILLA,
  isoflop: ISOFLOP,
  kaplan: {
    means: "Kaplan's law L(N, D)",
    columns: ['n', 'd', 'loss'],
    options: [...JOINT, 'hold-out'],
    fit: fitKaplan,
  },
  'kaplan-steps': {
    means: 'L(N, S_min) from training curves after their transient',
    columns: ['n', 's', 'loss'],
    options: [...JOINT, 'critical-batch', 'budget'],
    fit: fitSteps,
  },
  gadre: {
    means: "Gadre's law L(N, M), M tokens per parameter",
    columns: ['n', 'd', 'loss'],
    options: [...JOINT, 'hold-out'],
    fit: fitGadre,
  },
  'data-constrained': {
    means: "Muennighoff's law of repeated data L(N, D, U)",
    columns: ['n', 'd', 'u', 'loss'],
    options: [...JOINT, 'hold-out', 'base'],
    fit: fitDataConstrained,
  },
  'critical-batch': {
    means: 'B_crit from the steps to one loss at several batch sizes',
    columns: ['batch', 's'],
    options: ['robust'],
    // Because there are few points, and their noise is normal.
    robust: 'squares',
    fit: fitCriticalBatches,
  },
  'critical-batch-law': {
    means: 'B_crit(L)',
    columns: ['loss', 'batch'],
    options: [],
    fit: fitCriticalBatchesLaw,
  },
  'noise-scale': {
    means: 'tr Σ / |G|² from gradients of small and of big batches',
    columns: ['small', 'big'],
    options: ['small-batch', 'big-batch'],
    fit: fitNoiseScale,
  },
  position: {
    means: 'a + b·T^-c over positions T in the context',
    columns: ['position', 'loss'],
    options: ['robust'],
    // Because there are few points, and their noise is normal.
    robust: 'squares',
    fit: fitPositions,
  },
};

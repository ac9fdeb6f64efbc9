export const LAW_NAMES = /** @type {const} */ ([
  'power-n',
  'power-d',
  'power-c',
  'power-c-min',
  'frontier',
  'approach1',
  'approach2',
  'approach3',
  'approaches',
  'chinchilla',
  'isoflop',
  'kaplan',
  'kaplan-steps',
  'gadre',
  'data-constrained',
  'critical-batch',
  'critical-batch-law',
  'noise-scale',
  'position',
]);

/** @typedef {typeof LAW_NAMES[number]} LawName */

/**
 * What a column may hold: N, D, C, U, S, the batch size in tokens, the position in the context, the squared norms of the gradients of small and
 * of big batches, and the loss.
 * An option of the same name says in which column it stands.
 *
 * @typedef {'n' | 'd' | 'c' | 'u' | 's' | 'batch' | 'position' | 'small' | 'big' | 'loss'} Quantity
 */

/**
 * The quantities that each law is fitted to.
 *
 * @type {Record<LawName, readonly Quantity[]>}
 */
export const LAWS = {
  'power-n': ['n', 'loss'],
  'power-d': ['d', 'loss'],
  'power-c': ['c', 'loss'],
  'power-c-min': ['c', 'loss'],
  frontier: ['n', 'd', 'c', 'loss'],
  approach1: ['n', 'd', 'c', 'loss'],
  approach2: ['n', 'd', 'c', 'loss'],
  approach3: ['n', 'd', 'loss'],
  approaches: ['n', 'd', 'c', 'loss'],
  chinchilla: ['n', 'd', 'loss'],
  isoflop: ['n', 'd', 'c', 'loss'],
  kaplan: ['n', 'd', 'loss'],
  'kaplan-steps': ['n', 's', 'loss'],
  gadre: ['n', 'd', 'loss'],
  'data-constrained': ['n', 'd', 'u', 'loss'],
  'critical-batch': ['batch', 's'],
  'critical-batch-law': ['loss', 'batch'],
  'noise-scale': ['small', 'big'],
  position: ['position', 'loss'],
};

const SURFACES = /** @type {const} */ (['approach3', 'chinchilla', 'kaplan', 'gadre', 'data-constrained']);
const POWERS = /** @type {const} */ (['power-n', 'power-d', 'power-c', 'power-c-min', 'frontier']);
const ENVELOPES = /** @type {const} */ (['approach1', 'frontier']);

/** Of few points whose noise is normal: least squares, unless told otherwise. */
export const BY_SQUARES = /** @type {readonly LawName[]} */ (['critical-batch', 'position']);

/** Options that some laws take. */
export const ONLY_SOME = /** @type {const} */ ([
  'robust',
  'floor',
  'resample',
  'run',
  'shape',
  'critical-batch',
  'budget',
  'base',
  'method',
  'all-budgets',
  'smoothing',
  'profile',
  'hold-out',
  'small-batch',
  'big-batch',
]);

/**
 * Which take them.
 *
 * @type {Readonly<Record<typeof ONLY_SOME[number], readonly LawName[]>>}
 */
export const TAKEN_BY = {
  robust: [...POWERS, ...SURFACES, 'kaplan-steps', 'approaches', ...BY_SQUARES],
  floor: POWERS,
  resample: [...SURFACES, 'kaplan-steps'],
  run: [...SURFACES, ...ENVELOPES, 'kaplan-steps', 'approaches'],
  shape: [...SURFACES, 'kaplan-steps'],
  'critical-batch': ['kaplan-steps', 'power-c-min'],
  budget: ['approach1', 'approach2', 'approach3', 'chinchilla', 'isoflop', 'kaplan-steps'],
  base: ['data-constrained'],
  method: ENVELOPES,
  'all-budgets': ENVELOPES,
  smoothing: ENVELOPES,
  profile: [...POWERS, ...SURFACES, 'kaplan-steps'],
  'hold-out': [...POWERS, ...SURFACES],
  'small-batch': ['noise-scale'],
  'big-batch': ['noise-scale'],
};

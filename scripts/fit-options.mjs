import { parseArgs } from 'node:util';

const LAW_NAMES = /** @type {const} */ ([
  'power-n',
  'power-d',
  'power-c',
  'frontier',
  'approach1',
  'approach2',
  'approach3',
  'approaches',
  'chinchilla',
  'isoflop',
  'kaplan',
  'gadre',
  'data-constrained',
]);
/** @typedef {typeof LAW_NAMES[number]} LawName */

const ROBUST = /** @type {const} */ (['huber', 'squares', 'plain-squares']);
const FLOORS = /** @type {const} */ (['auto', 'never', 'always']);
const RESAMPLES = /** @type {const} */ (['runs', 'noise']);
const METHODS = /** @type {const} */ (['budgets', 'hull']);

/** @typedef {'n' | 'd' | 'c' | 'u' | 'loss'} Quantity */

/**
 * The quantities that each law is fitted to.
 *
 * @type {Record<LawName, readonly Quantity[]>}
 */
export const LAWS = {
  'power-n': ['n', 'loss'],
  'power-d': ['d', 'loss'],
  'power-c': ['c', 'loss'],
  frontier: ['n', 'd', 'c', 'loss'],
  approach1: ['n', 'd', 'c', 'loss'],
  approach2: ['n', 'd', 'c', 'loss'],
  approach3: ['n', 'd', 'loss'],
  approaches: ['n', 'd', 'c', 'loss'],
  chinchilla: ['n', 'd', 'loss'],
  isoflop: ['n', 'd', 'c', 'loss'],
  kaplan: ['n', 'd', 'loss'],
  gadre: ['n', 'd', 'loss'],
  'data-constrained': ['n', 'd', 'u', 'loss'],
};

const SURFACES = /** @type {const} */ (['approach3', 'chinchilla', 'kaplan', 'gadre', 'data-constrained']);
const POWERS = /** @type {const} */ (['power-n', 'power-d', 'power-c', 'frontier']);
const ENVELOPES = /** @type {const} */ (['approach1', 'frontier']);
const ONLY_SOME = /** @type {const} */ ([
  'robust',
  'floor',
  'resample',
  'run',
  'budget',
  'base',
  'method',
  'all-budgets',
  'smoothing',
  'profile',
  'hold-out',
]);

/**
 * The laws that an option applies to.
 *
 * @type {Record<typeof ONLY_SOME[number], readonly LawName[]>}
 */
const TAKEN_BY = {
  robust: [...POWERS, ...SURFACES, 'approaches'],
  floor: POWERS,
  resample: SURFACES,
  run: [...SURFACES, ...ENVELOPES, 'approaches'],
  budget: ['approach1', 'approach2', 'approach3', 'chinchilla', 'isoflop'],
  base: ['data-constrained'],
  method: ENVELOPES,
  'all-budgets': ENVELOPES,
  smoothing: ENVELOPES,
  profile: [...POWERS, ...SURFACES],
  'hold-out': [...POWERS, ...SURFACES],
};

/**
 * What `npm run fit` takes; anything else is refused.
 *
 * @param {readonly string[]} args
 */
export function readFitOptions(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      law: text,
      n: { ...text, default: 'N' },
      d: { ...text, default: 'D' },
      c: { ...text, default: 'C' },
      u: { ...text, default: 'U' },
      loss: { ...text, default: 'loss' },
      run: text,
      robust: text,
      floor: text,
      resample: text,
      budget: text,
      base: text,
      method: text,
      'all-budgets': { type: 'boolean' },
      smoothing: text,
      profile: text,
      'hold-out': text,
      replicates: { ...text, default: '1000' },
      seed: { ...text, default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0)
    throw new Error('One file is needed: npm run fit -- FILE.csv --law NAME');
  const law = oneOf('--law', values.law, LAW_NAMES);
  for (const option of ONLY_SOME) refuseUnused(option, values[option], law);
  const { n, d, c, u, loss, run } = values;
  return {
    file,
    law,
    columns: { n, d, c, u, loss, run },
    robust: oneOf('--robust', values.robust ?? 'huber', ROBUST),
    floor: oneOf('--floor', values.floor ?? 'auto', FLOORS),
    resample: values.resample === undefined ? undefined : oneOf('--resample', values.resample, RESAMPLES),
    budget: values.budget === undefined ? undefined : positive('--budget', values.budget),
    base: values.base === undefined ? undefined : constants('--base', values.base),
    method: oneOf('--method', values.method ?? 'budgets', METHODS),
    allBudgets: values['all-budgets'] ?? false,
    smoothing: values.smoothing === undefined ? undefined : share('--smoothing', values.smoothing),
    profile: values.profile,
    holdOut: values['hold-out'] === undefined ? undefined : integer('--hold-out', values['hold-out']),
    replicates: positive('--replicates', values.replicates),
    seed: integer('--seed', values.seed),
    json: values.json,
  };
}

/** @param {keyof typeof TAKEN_BY} option @param {string | boolean | undefined} value @param {LawName} law */
function refuseUnused(option, value, law) {
  if (value === undefined || TAKEN_BY[option].includes(law)) return;
  throw new Error(`--law ${law} takes no --${option}; it is for ${TAKEN_BY[option].join(', ')}`);
}

/**
 * @template {string} Choice
 * @param {string} option
 * @param {string | undefined} value
 * @param {readonly Choice[]} choices
 */
function oneOf(option, value, choices) {
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return chosen;
  const given = value === undefined ? '' : `, not ${value}`;
  throw new Error(`${option} takes one of ${choices.join(', ')}${given}`);
}

/** @param {string} option @param {string} value */
function positive(option, value) {
  const number = Number(value);
  if (number > 0 && number < Infinity) return number;
  throw new Error(`${option} takes a positive number, not ${value}`);
}

/** @param {string} option @param {string} value */
function share(option, value) {
  const number = Number(value);
  if (value.trim() !== '' && number >= 0 && number <= 1) return number;
  throw new Error(`${option} takes a number from 0 to 1, not ${value}`);
}

/** The constants of Chinchilla's law. @param {string} option @param {string} value */
function constants(option, value) {
  const numbers = value.split(',').map((part) => positive(option, part));
  if (numbers.length !== 5) throw new Error(`${option} takes E,A,B,alpha,beta, not ${value}`);
  const [E = NaN, A = NaN, B = NaN, alpha = NaN, beta = NaN] = numbers;
  return { E, A, B, alpha, beta };
}

/** @param {string} option @param {string} value */
function integer(option, value) {
  const number = Number(value);
  if (value.trim() !== '' && Number.isSafeInteger(number)) return number;
  throw new Error(`${option} takes an integer, not ${value}`);
}

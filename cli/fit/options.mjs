import { parseArgs } from 'node:util';
import { BY_SQUARES, LAWS, LAW_NAMES, ONLY_SOME, TAKEN_BY } from './law-inputs.mjs';

/** @typedef {import('./law-inputs.mjs').LawName} LawName */
/** @typedef {import('./law-inputs.mjs').Quantity} Quantity */

const ROBUST = /** @type {const} */ (['huber', 'squares', 'plain-squares']);
const FLOORS = /** @type {const} */ (['auto', 'never', 'always']);
const RESAMPLES = /** @type {const} */ (['runs', 'noise']);
const METHODS = /** @type {const} */ (['budgets', 'hull']);

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
      s: { ...text, default: 'S' },
      batch: text,
      position: { ...text, default: 'position' },
      small: { ...text, default: 'small' },
      big: { ...text, default: 'big' },
      loss: { ...text, default: 'loss' },
      run: text,
      shape: text,
      robust: text,
      floor: text,
      resample: text,
      budget: text,
      base: text,
      'critical-batch': text,
      'small-batch': text,
      'big-batch': text,
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
  const { n, d, c, u, s, batch = 'batch', position, small, big, loss, run, shape } = values;
  const criticalBatch = optional('--critical-batch', values['critical-batch'], batchConstants);
  /** @type {readonly Quantity[]} */
  const quantities = criticalBatch === undefined ? LAWS[law] : [...LAWS[law], 'batch'];
  if (values.batch !== undefined) refuseIdleBatch(law, quantities);
  return {
    file,
    law,
    columns: { n, d, c, u, s, batch, position, small, big, loss },
    quantities,
    labels: { run, shape },
    robust: oneOf('--robust', values.robust ?? (BY_SQUARES.includes(law) ? 'squares' : 'huber'), ROBUST),
    floor: oneOf('--floor', values.floor ?? 'auto', FLOORS),
    resample: resampleOf(values.resample, shape),
    budget: optional('--budget', values.budget, positive),
    base: optional('--base', values.base, chinchillaConstants),
    criticalBatch,
    smallBatch: optional('--small-batch', values['small-batch'], positive),
    bigBatch: optional('--big-batch', values['big-batch'], positive),
    method: oneOf('--method', values.method ?? 'budgets', METHODS),
    allBudgets: values['all-budgets'] ?? false,
    smoothing: optional('--smoothing', values.smoothing, share),
    profile: values.profile,
    holdOut: optional('--hold-out', values['hold-out'], integer),
    replicates: positive('--replicates', values.replicates),
    seed: integer('--seed', values.seed),
    json: values.json,
  };
}

/** @param {keyof typeof TAKEN_BY} option @param {string | boolean | undefined} value @param {LawName} law */
function refuseUnused(option, value, law) {
  /** @type {readonly LawName[]} */
  const takers = TAKEN_BY[option];
  if (value === undefined || takers.includes(law)) return;
  throw new Error(`--law ${law} takes no --${option}; it is for ${takers.join(', ')}`);
}

/** Batch sizes say something of S_min and C_min only beside B_crit. @param {LawName} law @param {readonly Quantity[]} quantities */
function refuseIdleBatch(law, quantities) {
  /** @type {readonly LawName[]} */
  const takers = TAKEN_BY['critical-batch'];
  if (takers.includes(law) && !quantities.includes('batch'))
    throw new Error(`--law ${law} takes --batch with --critical-batch B_star,alpha_B only`);
}

/** Shapes say among which runs to draw. @param {string | undefined} given @param {string | undefined} shape */
function resampleOf(given, shape) {
  if (given === undefined) return shape === undefined ? undefined : 'runs';
  const resample = oneOf('--resample', given, RESAMPLES);
  if (shape === undefined || resample === 'runs') return resample;
  throw new Error(`--shape says among which runs to draw: it takes --resample runs, not ${resample}`);
}

/**
 * @template Value
 * @param {string} option
 * @param {string | undefined} value
 * @param {(option: string, value: string) => Value} read
 */
function optional(option, value, read) {
  return value === undefined ? undefined : read(option, value);
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
function chinchillaConstants(option, value) {
  const [E, A, B, alpha, beta] = constants(option, value, ['E', 'A', 'B', 'alpha', 'beta']);
  return { E, A, B, alpha, beta };
}

/** The constants of B_crit = B_star / L^(1/alpha_B). @param {string} option @param {string} value */
function batchConstants(option, value) {
  const [B_star, alpha_B] = constants(option, value, ['B_star', 'alpha_B']);
  return { B_star, alpha_B };
}

/** @param {string} option @param {string} value @param {readonly string[]} names */
function constants(option, value, names) {
  const numbers = value.split(',').map((part) => positive(option, part));
  if (numbers.length === names.length) return numbers;
  throw new Error(`${option} takes ${names.join(',')}, not ${value}`);
}

/** @param {string} option @param {string} value */
function integer(option, value) {
  const number = Number(value);
  if (value.trim() !== '' && Number.isSafeInteger(number)) return number;
  throw new Error(`${option} takes an integer, not ${value}`);
}

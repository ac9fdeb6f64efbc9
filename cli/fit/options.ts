import { parseArgs } from 'node:util';
import type { RunColumn, RunColumns } from '../../src/tables/run-columns.ts';
import type { CriticalBatchConstants } from '../../src/laws/batch-size/critical-batch-law.ts';
import type { ChinchillaConstants } from '../../src/laws/joint/optimal-allocation.ts';
import {
  COMMON_OPTIONS,
  DECIMALS,
  FLOORS,
  LAW_OPTIONS,
  METHODS,
  MISSING,
  RESAMPLES,
  ROBUST,
} from './law-options.ts';
import type { FitCommandOptions, Quantity } from './law.ts';
import { LAWS } from './laws.ts';
import { QUANTITIES, type TableOptions } from './read-rows.ts';

/** The arguments of a fit, read and checked. */
export interface Command {
  table: TableOptions;
  options: FitCommandOptions;
  json: boolean;
}

/**
 * The arguments of `npm run fit`.
 *
 * @throws in one line, for an argument that it does not accept
 */
export function readFitOptions(args: readonly string[]): Command | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...COMMON_OPTIONS, ...LAW_OPTIONS },
  });
  if (values.help) return 'help';
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error('One file is needed: FILE.csv --law NAME');
  const law = oneOf('--law', values.law, Object.keys(LAWS));
  let option: keyof typeof LAW_OPTIONS;
  for (option in LAW_OPTIONS) refuseUnused(option, values[option], law);
  const criticalBatch = optional('--critical-batch', values['critical-batch'], batchConstants);
  if (values.batch !== undefined && criticalBatch === undefined) refuseIdleBatch(law);
  const { columns, robust = 'huber' } = LAWS[law];
  return {
    table: {
      file,
      columns: columnsOf(values),
      quantities: criticalBatch === undefined ? columns : [...columns, 'batch'],
      missing: oneOf('--missing', values.missing, MISSING),
      decimal: optional('--decimal', values.decimal, (name, value) => oneOf(name, value, DECIMALS)),
    },
    options: {
      law,
      robust: oneOf('--robust', values.robust ?? robust, ROBUST),
      floor: oneOf('--floor', values.floor ?? 'auto', FLOORS),
      resample: resampleOf(values.resample, values.shape),
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
    },
    json: values.json,
  };
}

/** The names of columns in the options that were given. */
function columnsOf(values: Readonly<Partial<Record<Quantity | 'run' | 'shape', string>>>): RunColumns {
  const columns: Partial<Record<RunColumn, string>> = {};
  let option: keyof typeof OPTION_COLUMNS;
  for (option in OPTION_COLUMNS) {
    const name = values[option];
    if (name !== undefined) columns[OPTION_COLUMNS[option]] = name;
  }
  return columns;
}

const OPTION_COLUMNS = { ...QUANTITIES, run: 'run', shape: 'shape' } as const;

function refuseUnused(
  option: keyof typeof LAW_OPTIONS,
  value: string | boolean | undefined,
  law: string,
): void {
  if (value === undefined || LAWS[law].options.includes(option)) return;
  const takers = Object.keys(LAWS).filter((name) => LAWS[name].options.includes(option));
  throw new Error(`--law ${law} takes no --${option}; it is for ${takers.join(', ')}`);
}

/** S_min and C_min depend on batch sizes only through B_crit. */
function refuseIdleBatch(law: string): void {
  if (LAWS[law].options.includes('critical-batch'))
    throw new Error(`--law ${law} takes --batch with --critical-batch B_star,alpha_B only`);
}

/** Shapes say among which runs to draw, so they ask for a bootstrap of runs. */
function resampleOf(given: string | undefined, shape: string | undefined): FitCommandOptions['resample'] {
  if (given === undefined) return shape === undefined ? undefined : 'runs';
  const resample = oneOf('--resample', given, RESAMPLES);
  if (shape === undefined || resample === 'runs') return resample;
  throw new Error(`--shape says among which runs to draw: it takes --resample runs, not ${resample}`);
}

function optional<Value>(
  option: string,
  value: string | undefined,
  read: (option: string, value: string) => Value,
): Value | undefined {
  return value === undefined ? undefined : read(option, value);
}

function oneOf<Choice extends string>(
  option: string,
  value: string | undefined,
  choices: readonly Choice[],
): Choice {
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return chosen;
  const given = value === undefined ? '' : `, not ${value}`;
  throw new Error(`${option} takes one of ${choices.join(', ')}${given}`);
}

function positive(option: string, value: string): number {
  const number = Number(value);
  if (number > 0 && number < Infinity) return number;
  throw new Error(`${option} takes a positive number, not ${value}`);
}

function share(option: string, value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && number >= 0 && number <= 1) return number;
  throw new Error(`${option} takes a number from 0 to 1, not ${value}`);
}

function integer(option: string, value: string): number {
  const number = Number(value);
  if (value.trim() !== '' && Number.isSafeInteger(number)) return number;
  throw new Error(`${option} takes an integer, not ${value}`);
}

function chinchillaConstants(option: string, value: string): ChinchillaConstants {
  const [E, A, B, alpha, beta] = constants(option, value, LAW_OPTIONS.base.value);
  return { E, A, B, alpha, beta };
}

/** The constants of B_crit = B_star / L^(1/alpha_B). */
function batchConstants(option: string, value: string): CriticalBatchConstants {
  const [B_star, alpha_B] = constants(option, value, LAW_OPTIONS['critical-batch'].value);
  return { B_star, alpha_B };
}

/** Positive numbers in the order of their names, both separated by commas. */
function constants(option: string, value: string, names: string): number[] {
  const numbers = value.split(',').map((part) => positive(option, part));
  if (numbers.length === names.split(',').length) return numbers;
  throw new Error(`${option} takes ${names}, not ${value}`);
}

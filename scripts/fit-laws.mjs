import { digits, estimateTable } from './fit-report.mjs';

/** @typedef {import('../src/laws/interval.ts').Estimate} Estimate */
/** @typedef {import('../src/laws/interval.ts').Interval} Interval */
/** @typedef {import('../src/laws/optimal-allocation.ts').Allocation} Allocation */
/** @typedef {import('../src/laws/refusal.ts').Refusal} Refusal */
/** @typedef {ReturnType<typeof import('./fit-options.mjs').readFitOptions>} FitOptions */
/** @typedef {{ n: number, d: number, c: number, u: number, loss: number, run?: string }} Row */
/** @typedef {{ result: object, text: string }} Report */
/** @typedef {<Module>(path: string) => Promise<Module>} Load */

/** Of a fit whose intervals nobody sees. */
const FEW_REPLICATES = 39;

/** @type {Record<FitOptions['law'], (rows: readonly Row[], options: FitOptions, load: Load) => Promise<Report>>} */
const FITS = {
  chinchilla: fitChinchilla,
  isoflop: fitIsoflop,
  kaplan: fitKaplan,
  'data-constrained': fitDataConstrained,
  'power-n': (rows, options, load) => fitPower(rows, 'n', options, load),
  'power-d': (rows, options, load) => fitPower(rows, 'd', options, load),
  'power-c': (rows, options, load) => fitPower(rows, 'c', options, load),
};

/**
 * Fits the law that is asked for.
 *
 * @param {readonly Row[]} rows
 * @param {FitOptions} options
 * @param {Load} load gives a module of src/laws
 * @returns {Promise<Report>}
 * @throws with the sentence of a refusal
 */
export function fitLaw(rows, options, load) {
  return FITS[options.law](rows, options, load);
}

/** @param {readonly Row[]} rows @param {FitOptions} options @param {Load} load @returns {Promise<Report>} */
async function fitChinchilla(rows, options, load) {
  /** @type {typeof import('../src/laws/chinchilla-law.ts')} */
  const { fitChinchillaLaw } = await load('chinchilla-law.ts');
  const law = accepted(fitChinchillaLaw(rows.map(runOf), surfaceOptions(options)));
  const optimum = options.budget === undefined ? {} : optimumOf(law, options.budget);
  return surfaceReport(law, options, { ...law.exponents, ...optimum }, optimum);
}

/** @param {readonly Row[]} rows @param {FitOptions} options @param {Load} load @returns {Promise<Report>} */
async function fitKaplan(rows, options, load) {
  /** @type {typeof import('../src/laws/kaplan-law.ts')} */
  const { fitKaplanLaw } = await load('kaplan-law.ts');
  return surfaceReport(accepted(fitKaplanLaw(rows.map(runOf), surfaceOptions(options))), options);
}

/** @param {readonly Row[]} rows @param {FitOptions} options @param {Load} load @returns {Promise<Report>} */
async function fitDataConstrained(rows, options, load) {
  /** @type {typeof import('../src/laws/data-constrained-law.ts')} */
  const { fitDataConstrainedLaw } = await load('data-constrained-law.ts');
  const base = options.base ?? (await fitBase(rows, options, load));
  const law = accepted(fitDataConstrainedLaw(rows.map(runOf), base, surfaceOptions(options)));
  return surfaceReport(law, options, {}, { base });
}

/** Chinchilla's law of the rows that repeat nothing. @param {readonly Row[]} rows @param {FitOptions} options @param {Load} load */
async function fitBase(rows, { robust, seed }, load) {
  /** @type {typeof import('../src/laws/chinchilla-law.ts')} */
  const { fitChinchillaLaw } = await load('chinchilla-law.ts');
  const once = rows.filter(({ d, u }) => d <= u).map(runOf);
  return accepted(fitChinchillaLaw(once, { loss: robust, seed, replicates: FEW_REPLICATES })).parameters;
}

/** @param {FitOptions} options */
function surfaceOptions({ robust, replicates, seed, resample }) {
  return { loss: robust, replicates, seed, ...(resample && { resample }) };
}

/**
 * @template {string} Name
 * @param {import('../src/laws/surface-law.ts').SurfaceLaw<Name>} law
 * @param {FitOptions} options
 * @param {Record<string, Estimate>} [derived] further quantities for the table
 * @param {object} [further] what else goes into the result
 * @returns {Report}
 */
function surfaceReport(law, { robust }, derived = {}, further = {}) {
  const { formula, parameters, intervals, points, objective, starts, agreeing, aicc } = law;
  const search = `${points.length} runs; objective (${objectiveName(robust)}) ${digits(objective)}, reached from ${agreeing} of ${starts} starts; AICc ${digits(aicc)}`;
  const estimates = { ...withIntervals(parameters, intervals), ...derived };
  return { result: { ...law, ...further }, text: [formula, search, estimateTable(estimates)].join('\n') };
}

/** @param {readonly Row[]} rows @param {FitOptions} options @param {Load} load @returns {Promise<Report>} */
async function fitIsoflop(rows, { replicates, seed, budget }, load) {
  /** @type {typeof import('../src/laws/isoflop-law.ts')} */
  const { fitIsoflopLaw } = await load('isoflop-law.ts');
  const runs = rows.map((row) => ({ ...runOf(row), compute: row.c }));
  const law = accepted(fitIsoflopLaw(runs, { replicates, seed }));
  const optimum = budget === undefined ? {} : optimumOf(law, budget);
  const budgets = law.budgets.map(
    ({ compute, points, optimum: { parameters, tokens }, centring }) =>
      `C = ${digits(compute)}: ${points.length} runs, N_opt = ${digits(parameters)}, D_opt = ${digits(tokens)}, centring ${centring.toFixed(2)}`,
  );
  const table = estimateTable({ ...law.exponents, ...optimum });
  return {
    result: { ...law, ...optimum },
    text: [law.formula, ...budgets, ...leftOutLines(law.leftOut), table].join('\n'),
  };
}

/**
 * @param {readonly Row[]} rows
 * @param {'n' | 'd' | 'c'} variable
 * @param {FitOptions} options
 * @param {Load} load
 * @returns {Promise<Report>}
 */
async function fitPower(rows, variable, { robust, floor, replicates, seed }, load) {
  /** @type {typeof import('../src/laws/scaling-law.ts')} */
  const { fitScalingLaw } = await load('scaling-law.ts');
  const points = rows.map((row) => ({ x: row[variable], loss: row.loss }));
  const fit = accepted(fitScalingLaw(points, { floor, loss: robust, replicates, seed }));
  const { law, intervals, reason } = fit;
  const { exponent, scale, floor: fittedFloor } = law;
  const estimates = withIntervals({ exponent, scale, floor: fittedFloor }, intervals);
  const formula = fit.formula(/** @type {const} */ ({ n: 'N', d: 'D', c: 'C' })[variable]);
  const search = `${rows.length} runs; objective (${objectiveName(robust)}) ${digits(law.objective)}; AICc ${digits(law.aicc)}`;
  return {
    result: { ...fit, formula },
    text: [formula, reason, search, estimateTable(estimates)].join('\n'),
  };
}

/** The first reasons, and how many there are more. @param {readonly string[]} leftOut */
function leftOutLines(leftOut) {
  const shown = leftOut.slice(0, 5).map((reason) => `left out: ${reason}`);
  const more = leftOut.length - shown.length;
  return more > 0 ? [...shown, `left out: ${more} more`] : shown;
}

/** @param {Row} row */
function runOf({ n, d, u, loss, run }) {
  return { parameters: n, tokens: d, uniqueTokens: u, loss, ...(run !== undefined && { run }) };
}

/**
 * @template {object} Law
 * @param {Law | Refusal} fit
 * @returns {Law}
 */
function accepted(fit) {
  if ('refused' in fit) throw new Error(fit.refused);
  return fit;
}

/**
 * @param {{ optimum(compute: number): Allocation, optimumBand(compute: number): Record<keyof Allocation, Interval> }} law
 * @param {number} budget
 * @returns {Record<string, Estimate>}
 */
function optimumOf(law, budget) {
  const { parameters, tokens } = law.optimum(budget);
  const band = law.optimumBand(budget);
  return { N_opt: { value: parameters, ...band.parameters }, D_opt: { value: tokens, ...band.tokens } };
}

/**
 * The quantities that have an interval.
 *
 * @template {string} Name
 * @param {Readonly<Record<Name, number>>} values
 * @param {Readonly<Record<Name, Interval | null>>} intervals
 * @returns {Record<string, Estimate>}
 */
function withIntervals(values, intervals) {
  /** @type {Record<string, Estimate>} */
  const estimates = {};
  for (const name in intervals) {
    const interval = intervals[name];
    if (interval) estimates[name] = { value: values[name], ...interval };
  }
  return estimates;
}

/** @param {'huber' | 'squares'} loss */
function objectiveName(loss) {
  return loss === 'huber'
    ? "Huber's loss of log residuals, δ = 0.001, summed"
    : 'half the summed squares of log residuals';
}

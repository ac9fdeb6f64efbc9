import { accepted } from './accepted.mjs';
import { digits, estimateTable, withIntervals } from './fit-report.mjs';
import { optimumOf } from './fit-allocations.mjs';
import { heldOutLines } from './fit-held-out.mjs';

/** @typedef {import('../src/laws/interval.ts').Estimate} Estimate */
/** @typedef {import('../src/laws/refusal.ts').Refusal} Refusal */
/** @typedef {import('../src/laws/run-point.ts').RunPoint} RunPoint */
/** @typedef {import('./fit-laws.mjs').Fit} Fit */
/** @typedef {import('./fit-laws.mjs').FitOptions} FitOptions */
/** @typedef {import('./fit-laws.mjs').Report} Report */
/** @typedef {import('./fit-laws.mjs').Row} Row */
/** @typedef {import('./load-laws.mjs').Load} Load */

/**
 * @template {string} Name
 * @typedef {import('../src/laws/surface-law.ts').SurfaceLaw<Name>} SurfaceLaw
 */

/** Of a fit whose intervals nobody sees. */
const FEW_REPLICATES = 39;

const OBJECTIVES = {
  huber: "Huber's loss of log residuals, δ = 0.001, summed",
  squares: 'half the summed squares of log residuals',
  'plain-squares': 'half the summed squares of residuals in nats',
};

/** @type {Fit} */
export async function fitChinchilla(rows, options, load) {
  /** @type {typeof import('../src/laws/chinchilla-law.ts')} */
  const { fitChinchillaLaw } = await load('chinchilla-law.ts');
  const { law, further } = await fitOrHoldOut(rows, options, load, (runs) =>
    fitChinchillaLaw(runs, surfaceOptions(options)),
  );
  const optimum = options.budget === undefined ? {} : optimumOf(law, options.budget);
  return surfaceReport(law, options, { ...law.exponents, ...optimum }, { ...optimum, ...further });
}

/** @type {Fit} */
export async function fitKaplan(rows, options, load) {
  /** @type {typeof import('../src/laws/kaplan-law.ts')} */
  const { fitKaplanLaw } = await load('kaplan-law.ts');
  const { law, further } = await fitOrHoldOut(rows, options, load, (runs) =>
    fitKaplanLaw(runs, surfaceOptions(options)),
  );
  return surfaceReport(law, options, {}, further);
}

/** @type {Fit} */
export async function fitGadre(rows, options, load) {
  /** @type {typeof import('../src/laws/gadre-law.ts')} */
  const { fitGadreLaw } = await load('gadre-law.ts');
  const { law, further } = await fitOrHoldOut(rows, options, load, (runs) =>
    fitGadreLaw(runs, surfaceOptions(options)),
  );
  return surfaceReport(law, options, {}, further);
}

/** @type {Fit} */
export async function fitDataConstrained(rows, options, load) {
  /** @type {typeof import('../src/laws/data-constrained-law.ts')} */
  const { fitDataConstrainedLaw } = await load('data-constrained-law.ts');
  const base = options.base ?? (await fitBase(rows, options, load));
  const { law, further } = await fitOrHoldOut(rows, options, load, (runs) =>
    fitDataConstrainedLaw(runs, base, surfaceOptions(options)),
  );
  return surfaceReport(law, options, {}, { base, ...further });
}

/** Chinchilla's law of the rows that repeat nothing. @param {readonly Row[]} rows @param {FitOptions} options @param {Load} load */
async function fitBase(rows, { robust, seed }, load) {
  /** @type {typeof import('../src/laws/chinchilla-law.ts')} */
  const { fitChinchillaLaw } = await load('chinchilla-law.ts');
  const once = rows.filter(({ d, u }) => d <= u).map(runOf);
  return accepted(fitChinchillaLaw(once, { loss: robust, seed, replicates: FEW_REPLICATES })).parameters;
}

/**
 * The law of all rows, or of all but the largest with what it says of those.
 *
 * @template {import('../src/laws/extrapolation.ts').SizeLaw} Law
 * @param {readonly Row[]} rows
 * @param {FitOptions} options
 * @param {Load} load
 * @param {(runs: readonly RunPoint[]) => Law | Refusal} fit
 */
async function fitOrHoldOut(rows, { holdOut }, load, fit) {
  const runs = rows.map(runOf);
  if (holdOut === undefined) return { law: accepted(fit(runs)), further: {} };
  /** @type {typeof import('../src/laws/extrapolation.ts')} */
  const { extrapolateSurface } = await load('extrapolation.ts');
  const { law, heldOut, score } = accepted(extrapolateSurface(runs, holdOut, fit));
  return { law, further: { heldOut, score } };
}

/** @param {FitOptions} options */
function surfaceOptions({ robust, replicates, seed, resample }) {
  return { loss: robust, replicates, seed, ...(resample && { resample }) };
}

/**
 * @template {string} Name
 * @param {SurfaceLaw<Name>} law
 * @param {FitOptions} options
 * @param {Record<string, Estimate>} derived further quantities for the table
 * @param {object} further what else goes into the result
 * @returns {Report}
 */
function surfaceReport(law, { robust, profile }, derived, further) {
  const { formula, parameters, intervals, points, objective, starts, agreeing, aicc } = law;
  const search = `${points.length} runs; objective (${OBJECTIVES[robust]}) ${digits(objective)}, reached from ${agreeing} of ${starts} starts; AICc ${digits(aicc)}`;
  const estimates = { ...withIntervals(parameters, intervals), ...derived };
  const followed = profile === undefined ? undefined : profileOf(law, profile);
  return {
    result: { ...law, ...further, profile: followed },
    text: [
      formula,
      search,
      estimateTable(estimates),
      ...(followed ? [followed.words] : []),
      ...heldOutLines(further),
    ].join('\n'),
  };
}

/** @template {string} Name @param {SurfaceLaw<Name>} law @param {string} wanted */
function profileOf(law, wanted) {
  for (const name in law.parameters) if (name === wanted) return law.profile(name);
  const names = Object.keys(law.parameters).join(', ');
  throw new Error(`--profile takes one of ${names}, not ${wanted}`);
}

/** @param {Row} row @returns {RunPoint} */
function runOf({ n, d, u, loss, run }) {
  return { parameters: n, tokens: d, uniqueTokens: u, loss, ...(run !== undefined && { run }) };
}

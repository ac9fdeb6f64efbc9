import { accepted } from './accepted.mjs';
import { optimumOf } from './compute-optimal.mjs';
import { namesOf, surfaceOptions, surfaceReport } from './joint-report.mjs';

/** @typedef {import('../../src/laws/refusal.ts').Refusal} Refusal */
/** @typedef {import('../../src/laws/regression/run-point.ts').RunPoint} RunPoint */
/** @typedef {import('./laws.mjs').Fit} Fit */
/** @typedef {import('./laws.mjs').FitOptions} FitOptions */
/** @typedef {import('./laws.mjs').Row} Row */
/** @typedef {import('./load-laws.mjs').Load} Load */

/** Of a fit whose intervals nobody sees. */
const FEW_REPLICATES = 39;

/** @type {Fit} */
export async function fitChinchilla(rows, options, load) {
  /** @type {typeof import('../../src/laws/joint/chinchilla-law.ts')} */
  const { fitChinchillaLaw } = await load('joint/chinchilla-law.ts');
  const { law, further } = await fitOrHoldOut(rows, options, load, (runs) =>
    fitChinchillaLaw(runs, surfaceOptions(options)),
  );
  const optimum = options.budget === undefined ? {} : optimumOf(law, options.budget);
  return surfaceReport(law, options, { ...law.exponents, ...optimum }, { ...optimum, ...further });
}

/** @type {Fit} */
export async function fitKaplan(rows, options, load) {
  /** @type {typeof import('../../src/laws/joint/kaplan-law.ts')} */
  const { fitKaplanLaw } = await load('joint/kaplan-law.ts');
  const { law, further } = await fitOrHoldOut(rows, options, load, (runs) =>
    fitKaplanLaw(runs, surfaceOptions(options)),
  );
  return surfaceReport(law, options, {}, further);
}

/** @type {Fit} */
export async function fitGadre(rows, options, load) {
  /** @type {typeof import('../../src/laws/joint/gadre-law.ts')} */
  const { fitGadreLaw } = await load('joint/gadre-law.ts');
  const { law, further } = await fitOrHoldOut(rows, options, load, (runs) =>
    fitGadreLaw(runs, surfaceOptions(options)),
  );
  return surfaceReport(law, options, {}, further);
}

/** @type {Fit} */
export async function fitDataConstrained(rows, options, load) {
  /** @type {typeof import('../../src/laws/joint/data-constrained-law.ts')} */
  const { fitDataConstrainedLaw } = await load('joint/data-constrained-law.ts');
  const base = options.base ?? (await fitBase(rows, options, load));
  const { law, further } = await fitOrHoldOut(rows, options, load, (runs) =>
    fitDataConstrainedLaw(runs, base, surfaceOptions(options)),
  );
  return surfaceReport(law, options, {}, { base, ...further });
}

/** Chinchilla's law of the rows that repeat nothing. @param {readonly Row[]} rows @param {FitOptions} options @param {Load} load */
async function fitBase(rows, { robust, seed }, load) {
  /** @type {typeof import('../../src/laws/joint/chinchilla-law.ts')} */
  const { fitChinchillaLaw } = await load('joint/chinchilla-law.ts');
  const once = rows.filter(({ d, u }) => d <= u).map(runOf);
  return accepted(fitChinchillaLaw(once, { loss: robust, seed, replicates: FEW_REPLICATES })).parameters;
}

/**
 * The law of all rows, or of all but the largest with what it says of those.
 *
 * @template {import('../../src/laws/hold-out/extrapolation.ts').SizeLaw} Law
 * @param {readonly Row[]} rows
 * @param {FitOptions} options
 * @param {Load} load
 * @param {(runs: readonly RunPoint[]) => Law | Refusal} fit
 */
async function fitOrHoldOut(rows, { holdOut }, load, fit) {
  const runs = rows.map(runOf);
  if (holdOut === undefined) return { law: accepted(fit(runs)), further: {} };
  /** @type {typeof import('../../src/laws/hold-out/extrapolation.ts')} */
  const { extrapolateSurface } = await load('hold-out/extrapolation.ts');
  const { law, heldOut, score } = accepted(extrapolateSurface(runs, holdOut, fit));
  return { law, further: { heldOut, score } };
}

/** @param {Row} row @returns {RunPoint} */
function runOf({ n, d, u, loss, run, shape }) {
  return { parameters: n, tokens: d, uniqueTokens: u, loss, ...namesOf({ run, shape }) };
}

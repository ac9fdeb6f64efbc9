import { fitApproaches, fitEnvelope, fitFrontier, fitIsoflop } from './compute-optimal.mjs';
import { fitCriticalBatches, fitCriticalBatchesLaw, fitNoiseScale } from './batch-laws.mjs';
import { fitPositions } from './position-law.mjs';
import { fitCheapestPower, fitPower } from './power-laws.mjs';
import { fitSteps } from './steps-law.mjs';
import { fitChinchilla, fitDataConstrained, fitGadre, fitKaplan } from './joint-laws.mjs';

/** @typedef {import('./load-laws.mjs').Load} Load */
/** @typedef {ReturnType<typeof import('./options.mjs').readFitOptions>} FitOptions */
/**
 * NaN in columns that no law asked for; `run` and `shape` where an option names their columns.
 *
 * @typedef {Record<import('./law-inputs.mjs').Quantity, number> & { run?: string, shape?: string }} Row
 */
/** @typedef {{ result: object, text: string }} Report */
/** @typedef {(rows: readonly Row[], options: FitOptions, load: Load) => Promise<Report>} Fit */

/** @type {Record<FitOptions['law'], Fit>} */
const FITS = {
  'power-n': (rows, options, load) => fitPower(pointsOf(rows, 'n'), 'N', options, load),
  'power-d': (rows, options, load) => fitPower(pointsOf(rows, 'd'), 'D', options, load),
  'power-c': (rows, options, load) => fitPower(pointsOf(rows, 'c'), 'C', options, load),
  'power-c-min': fitCheapestPower,
  frontier: fitFrontier,
  approach1: fitEnvelope,
  approach2: fitIsoflop,
  approach3: fitChinchilla,
  approaches: fitApproaches,
  isoflop: fitIsoflop,
  chinchilla: fitChinchilla,
  kaplan: fitKaplan,
  'kaplan-steps': fitSteps,
  gadre: fitGadre,
  'data-constrained': fitDataConstrained,
  'critical-batch': fitCriticalBatches,
  'critical-batch-law': fitCriticalBatchesLaw,
  'noise-scale': fitNoiseScale,
  position: fitPositions,
};

/**
 * Fits the law that is asked for.
 *
 * @type {Fit}
 * @throws with the sentence of a refusal
 */
export function fitLaw(rows, options, load) {
  return FITS[options.law](rows, options, load);
}

/** @param {readonly Row[]} rows @param {'n' | 'd' | 'c'} variable */
function pointsOf(rows, variable) {
  return rows.map((row) => ({ x: row[variable], loss: row.loss }));
}

import { fitApproaches, fitEnvelope, fitFrontier, fitIsoflop } from './fit-allocations.mjs';
import { fitPower } from './fit-powers.mjs';
import { fitChinchilla, fitDataConstrained, fitGadre, fitKaplan } from './fit-surfaces.mjs';

/** @typedef {import('./load-laws.mjs').Load} Load */
/** @typedef {ReturnType<typeof import('./fit-options.mjs').readFitOptions>} FitOptions */
/** @typedef {{ n: number, d: number, c: number, u: number, loss: number, run?: string }} Row */
/** @typedef {{ result: object, text: string }} Report */
/** @typedef {(rows: readonly Row[], options: FitOptions, load: Load) => Promise<Report>} Fit */

/** @type {Record<FitOptions['law'], Fit>} */
const FITS = {
  'power-n': (rows, options, load) => fitPower(pointsOf(rows, 'n'), 'N', options, load),
  'power-d': (rows, options, load) => fitPower(pointsOf(rows, 'd'), 'D', options, load),
  'power-c': (rows, options, load) => fitPower(pointsOf(rows, 'c'), 'C', options, load),
  frontier: fitFrontier,
  approach1: fitEnvelope,
  approach2: fitIsoflop,
  approach3: fitChinchilla,
  approaches: fitApproaches,
  isoflop: fitIsoflop,
  chinchilla: fitChinchilla,
  kaplan: fitKaplan,
  gadre: fitGadre,
  'data-constrained': fitDataConstrained,
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

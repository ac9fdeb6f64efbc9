import { heldOutLines } from './hold-out.mjs';
import { digits, estimateTable, withIntervals } from './report.mjs';

/** @typedef {import('../../src/laws/stats/interval.ts').Estimate} Estimate */
/** @typedef {import('./laws.mjs').FitOptions} FitOptions */
/** @typedef {import('./laws.mjs').Report} Report */

/**
 * @template {string} Name
 * @template {object} Size
 * @typedef {import('../../src/laws/regression/fit-form.ts').SurfaceLaw<Name, Size>} SurfaceLaw
 */

const OBJECTIVES = {
  huber: "Huber's loss of log residuals, δ = 0.001, summed",
  squares: 'half the summed squares of log residuals',
  'plain-squares': 'half the summed squares of residuals in nats',
};

/** How such a law is fitted. @param {FitOptions} options */
export function surfaceOptions({ robust, replicates, seed, resample }) {
  return { loss: robust, replicates, seed, ...(resample && { resample }) };
}

/**
 * A law of several quantities, its search and its constants with intervals.
 *
 * @template {string} Name
 * @template {object} Size
 * @param {SurfaceLaw<Name, Size>} law
 * @param {FitOptions} options
 * @param {Record<string, Estimate>} derived further quantities for the table
 * @param {object} further what else goes into the result
 * @returns {Report}
 */
export function surfaceReport(law, { robust, profile }, derived, further) {
  const { formula, parameters, intervals, points, objective, starts, agreeing, aicc } = law;
  const search = `${countWords(points)}; objective (${OBJECTIVES[robust]}) ${digits(objective)}, reached from ${agreeing} of ${starts} starts; AICc ${digits(aicc)}`;
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

/** @param {readonly { run?: string }[]} points */
function countWords(points) {
  const runs = new Set(points.map(({ run }, i) => run ?? i)).size;
  return runs === points.length ? `${runs} runs` : `${points.length} points of ${runs} runs`;
}

/** @template {string} Name @template {object} Size @param {SurfaceLaw<Name, Size>} law @param {string} wanted */
function profileOf(law, wanted) {
  for (const name in law.parameters) if (name === wanted) return law.profile(name);
  const names = Object.keys(law.parameters).join(', ');
  throw new Error(`--profile takes one of ${names}, not ${wanted}`);
}

/** The names that a row has. @param {{ run?: string | undefined, shape?: string | undefined }} row */
export function namesOf({ run, shape }) {
  return { ...(run !== undefined && { run }), ...(shape !== undefined && { shape }) };
}

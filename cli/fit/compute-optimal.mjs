import { accepted } from './accepted.mjs';
import { columns } from '../columns.mjs';
import { fitPower } from './power-laws.mjs';
import { digits, estimateTable } from './report.mjs';

/** @typedef {import('../../src/laws/compute-optimal/allocation-law.ts').AllocationLaw} AllocationLaw */
/** @typedef {import('../../src/laws/stats/interval.ts').Estimate} Estimate */
/** @typedef {import('../../src/laws/compute-optimal/isoflop-budget.ts').BudgetedRun} BudgetedRun */
/** @typedef {import('../../src/laws/published/published-exponents.ts').PublishedExponent} PublishedExponent */
/** @typedef {import('./laws.mjs').Fit} Fit */
/** @typedef {import('./laws.mjs').FitOptions} FitOptions */
/** @typedef {import('./laws.mjs').Row} Row */

/** @type {Fit} */
export async function fitIsoflop(rows, { replicates, seed, budget }, load) {
  /** @type {typeof import('../../src/laws/compute-optimal/isoflop-law.ts')} */
  const { fitIsoflopLaw } = await load('compute-optimal/isoflop-law.ts');
  const law = accepted(fitIsoflopLaw(rows.map(runOf), { replicates, seed }));
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

/** @type {Fit} */
export async function fitEnvelope(rows, options, load) {
  const law = await envelopeOf(rows, options, load);
  const optimum = options.budget === undefined ? {} : optimumOf(law, options.budget);
  return {
    result: { ...law, ...optimum },
    text: [law.formula, rangeOf(law.frontier), estimateTable({ ...law.exponents, ...optimum })].join('\n'),
  };
}

/** L(C) of what is best at each budget. @type {Fit} */
export async function fitFrontier(rows, options, load) {
  const { frontier } = await envelopeOf(rows, options, load);
  /** @type {typeof import('../../src/laws/compute-optimal/frontier-law.ts')} */
  const { middlesOf } = await load('compute-optimal/frontier-law.ts');
  return fitPower(middlesOf(frontier), 'C', options, load);
}

/** @type {Fit} */
export async function fitApproaches(rows, { robust, replicates, seed }, load) {
  if (robust === 'plain-squares')
    throw new Error('--law approaches takes --robust huber or squares, not plain-squares');
  /** @type {typeof import('../../src/laws/compute-optimal/approaches.ts')} */
  const { compareApproaches, endsOf } = await load('compute-optimal/approaches.ts');
  /** @type {typeof import('../../src/laws/published/published-exponents.ts')} */
  const { PUBLISHED_EXPONENTS } = await load('published/published-exponents.ts');
  const runs = rows.map(runOf);
  const approaches = compareApproaches(runs, endsOf(runs), { loss: robust, replicates, seed });
  const fitted = approaches.flatMap(({ number, name, law }) =>
    'refused' in law ? [] : [rowOf(`approach ${number}, ${name}`, law.exponents)],
  );
  const refused = approaches.flatMap(({ number, name, law }) =>
    'refused' in law ? [`approach ${number}, ${name}: ${law.refused}`] : [],
  );
  const published = PUBLISHED_EXPONENTS.map(({ source, a, b }) => rowOf(source, { a, b }));
  const head = ['', 'a', 'from', 'to', 'b', 'from', 'to'];
  return {
    result: { approaches, published: PUBLISHED_EXPONENTS },
    text: [columns([head, ...fitted, ...published]), ...refused].join('\n'),
  };
}

/**
 * @param {Pick<AllocationLaw, 'optimum' | 'optimumBand'>} law
 * @param {number} budget
 * @returns {Record<string, Estimate>}
 */
export function optimumOf(law, budget) {
  const { parameters, tokens } = law.optimum(budget);
  const band = law.optimumBand(budget);
  return { N_opt: { value: parameters, ...band.parameters }, D_opt: { value: tokens, ...band.tokens } };
}

/** @param {readonly Row[]} rows @param {FitOptions} options @param {import('./load-laws.mjs').Load} load */
async function envelopeOf(rows, { method, allBudgets, smoothing, replicates, seed }, load) {
  /** @type {typeof import('../../src/laws/compute-optimal/envelope-law.ts')} */
  const { fitEnvelopeLaw } = await load('compute-optimal/envelope-law.ts');
  const options = {
    method,
    interior: !allBudgets,
    replicates,
    seed,
    ...(smoothing !== undefined && { smoothing }),
  };
  return accepted(fitEnvelopeLaw(rows.map(runOf), options));
}

/** @param {readonly { compute: number, parameters: number }[]} frontier */
function rangeOf(frontier) {
  const [first, last] = [frontier[0], frontier[frontier.length - 1]];
  const models = new Set(frontier.map(({ parameters }) => parameters)).size;
  return `${frontier.length} budgets, C = ${digits(first.compute)} to ${digits(last.compute)}, at which ${models} sizes of model are best`;
}

/** @param {string} name @param {Record<'a' | 'b', PublishedExponent>} exponents */
function rowOf(name, { a, b }) {
  const cells = [a, b].flatMap(({ value, low, high }) => [value, low, high]);
  return [name, ...cells.map((cell) => (cell === undefined ? '' : digits(cell)))];
}

/** The first reasons, and how many there are more. @param {readonly string[]} leftOut */
function leftOutLines(leftOut) {
  const shown = leftOut.slice(0, 5).map((reason) => `left out: ${reason}`);
  const more = leftOut.length - shown.length;
  return more > 0 ? [...shown, `left out: ${more} more`] : shown;
}

/** @param {Row} row @returns {BudgetedRun} */
function runOf({ n, d, c, loss, run }) {
  return { parameters: n, tokens: d, compute: c, loss, ...(run !== undefined && { run }) };
}

import { extrapolateJointLaw } from '../../src/laws/hold-out/extrapolation.ts';
import type { Refusal } from '../../src/laws/refusal.ts';
import type { FittedLaw, FitFormOptions } from '../../src/laws/regression/fit-form.ts';
import type { RunPoint } from '../../src/laws/regression/run-point.ts';
import type { Estimate } from '../../src/laws/stats/interval.ts';
import { heldOutLines, jsonOf } from './hold-out.ts';
import { accepted, type FitCommandOptions, type Report, type Row } from './law.ts';
import { aiccWords, digits, estimateTable, withIntervals } from './report.ts';

const OBJECTIVES = {
  huber: "Huber's loss of log residuals, δ = 0.001, summed",
  squares: 'half the summed squares of log residuals',
  'plain-squares': 'half the summed squares of residuals in nats',
};

/** The options of a fit of a law of several quantities. */
export function jointOptions({ robust, replicates, seed, resample }: FitCommandOptions): FitFormOptions {
  return { criterion: robust, replicates, seed, ...(resample && { bootstrap: resample }) };
}

/** The law of all rows, or the law without the largest rows and its predictions of these rows. */
export function fitOrHoldOut<Law extends FittedLaw>(
  rows: readonly Row[],
  options: FitCommandOptions,
  fit: (runs: readonly RunPoint[], options: FitFormOptions) => Law | Refusal,
) {
  const runs = rows.map(runOf);
  const fitRuns = (some: readonly RunPoint[]) => fit(some, jointOptions(options));
  if (options.holdOut === undefined) return { law: accepted(fitRuns(runs)), further: {} };
  const { law, heldOut, score } = accepted(extrapolateJointLaw(runs, options.holdOut, fitRuns));
  return { law, further: { heldOut, score } };
}

/**
 * The report of a law of several quantities: its formula, its search and its constants with intervals.
 *
 * @param derived more quantities for the table
 * @param further more figures for the result
 */
export function jointReport<Name extends string, Size extends object>(
  law: FittedLaw<Name, Size>,
  { robust, profile }: FitCommandOptions,
  derived: Record<string, Estimate>,
  further: object,
): Report {
  const { formula, parameters, intervals, points, objective, starts, agreeing, aicc } = law;
  const search = `${countWords(points)}; objective (${OBJECTIVES[robust]}) ${digits(objective)}, reached from ${agreeing} of ${starts} starts; ${aiccWords(aicc)}`;
  const estimates = { ...withIntervals(parameters, intervals), ...derived };
  const followed = profile === undefined ? undefined : profileOf(law, profile);
  return {
    result: { ...law, ...jsonOf(further), profile: followed },
    text: [
      formula,
      search,
      estimateTable(estimates),
      ...(followed ? [followed.words] : []),
      ...heldOutLines(further),
    ].join('\n'),
  };
}

export function runOf({ n, d, u, loss, run, shape }: Row): RunPoint {
  return { parameters: n, tokens: d, uniqueTokens: u, loss, ...labelsOf({ run, shape }) };
}

/** The labels that a row has, without keys of the others. */
export function labelsOf({ run, shape }: { run?: string | undefined; shape?: string | undefined }) {
  return { ...(run !== undefined && { run }), ...(shape !== undefined && { shape }) };
}

function countWords(points: readonly { run?: string }[]): string {
  const runs = new Set(points.map(({ run }, i) => run ?? i)).size;
  return runs === points.length ? `${runs} runs` : `${points.length} points of ${runs} runs`;
}

function profileOf<Name extends string, Size extends object>(law: FittedLaw<Name, Size>, wanted: string) {
  for (const name in law.parameters) if (name === wanted) return law.profile(name);
  const names = Object.keys(law.parameters).join(', ');
  throw new Error(`--profile takes one of ${names}, not ${wanted}`);
}

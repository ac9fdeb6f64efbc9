import { accepted } from './accepted.mjs';
import { robustOf } from './power-laws.mjs';
import { digits, estimateTable } from './report.mjs';

/** @typedef {import('./laws.mjs').Fit} Fit */

/** The hyperbola of steps against tokens at one loss. @type {Fit} */
export async function fitCriticalBatches(rows, options, load) {
  const { replicates, seed } = options;
  /** @type {typeof import('../../src/laws/batch-size/critical-batch.ts')} */
  const { fitCriticalBatch } = await load('batch-size/critical-batch.ts');
  const runs = rows.map(({ batch, s }) => ({ batch, steps: s }));
  const law = accepted(fitCriticalBatch(runs, { loss: robustOf(options), replicates, seed }));
  const table = estimateTable({
    B_crit: law.criticalBatch,
    S_min: law.fewestSteps,
    E_min: law.fewestTokens,
  });
  return { result: law, text: [law.formula, `${runs.length} runs`, table].join('\n') };
}

/** B_crit(L). @type {Fit} */
export async function fitCriticalBatchesLaw(rows, { replicates, seed }, load) {
  /** @type {typeof import('../../src/laws/batch-size/critical-batch-law.ts')} */
  const { fitCriticalBatchLaw } = await load('batch-size/critical-batch-law.ts');
  const measured = rows.map(({ loss, batch }) => ({ loss, batch }));
  const law = accepted(fitCriticalBatchLaw(measured, { replicates, seed }));
  return {
    result: law,
    text: [law.formula, `${measured.length} losses`, estimateTable({ ...law.estimates })].join('\n'),
  };
}

/** What the noise of gradients foretells of the critical batch size. @type {Fit} */
export async function fitNoiseScale(rows, { smallBatch, bigBatch }, load) {
  if (smallBatch === undefined || bigBatch === undefined)
    throw new Error('--law noise-scale needs --small-batch SIZE and --big-batch SIZE');
  /** @type {typeof import('../../src/laws/batch-size/gradient-noise-scale.ts')} */
  const { gradientNoiseScale } = await load('batch-size/gradient-noise-scale.ts');
  const norms = rows.map(({ small, big }) => ({ small, big }));
  const law = accepted(gradientNoiseScale(norms, smallBatch, bigBatch));
  const { interval, noiseScale, squaredGradient, trace } = law;
  const words = `tr Σ / |G|² = ${digits(trace)} / ${digits(squaredGradient)} = ${digits(noiseScale)}`;
  const spread =
    interval === null
      ? 'One measurement has no interval.'
      : estimateTable({ B_noise: { value: noiseScale, ...interval } });
  return { result: law, text: [words, `${norms.length} measurements`, spread].join('\n') };
}

import type { Preset } from '../../lab/experiments/preset.ts';
import { score } from '../../lab/analysis/prediction.ts';
import type { Run } from '../../lab/runs/run.ts';
import type { Analysis } from '../../laws/analysis/analyse.ts';
import { formatEstimate } from '../../laws/format-number.ts';
import type { LocalSlope } from '../../laws/power-law/misfit/local-slopes.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { pooledDeviation } from '../../laws/stats/pooled-deviation.ts';
import type { ParameterConvention } from '../../laws/counting/parameter-convention.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { figure, formatLoss, whole } from '../../charts/quantity.ts';
import type { CriticalBatchFit } from '../../laws/analysis/analyse-batch.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import type { RepeatsAnalysis } from '../../laws/analysis/analyse-repeats.ts';
import type { StepsAnalysis } from '../../laws/analysis/analyse-steps.ts';
import type { JointLawAnalysis } from '../../laws/analysis/analyse-joint-law.ts';

/** The meaning of the exponent, in words. */
export function exponentWords(law: SampledLaw): string {
  const cut = figure(100 * (1 - 2 ** -law.exponent));
  return law.hasFloor
    ? `Doubling ${law.of} takes ${cut} % off what is above the floor.`
    : `Doubling ${law.of} takes ${cut} % off the loss.`;
}

/** For which laws the interval of the exponent holds. */
export function intervalWords({ average, hasFloor }: SampledLaw): string {
  if (average !== null) return 'with or without a floor';
  return hasFloor ? 'if there is a floor' : 'if there is no floor';
}

/** How many models there are; if some have several seeds, of how many sizes, and how far apart seeds end. */
export function pointsWords({ models, widths }: SampledLaw): string {
  const count = `${whole(models.length)} models`;
  if (widths >= models.length) return count;
  const sizes = [...new Set(models.map(({ x }) => x))];
  const spread = pooledDeviation(
    sizes.map((size) => models.filter(({ x }) => x === size).map(({ loss }) => loss)),
  );
  const apart =
    typeof spread === 'number'
      ? `; from seed to seed a loss differs by ${spread.toFixed(3)} nats (standard deviation)`
      : '';
  return `${count} of ${whole(widths)} sizes, fitted by their means${apart}`;
}

/** The exponent with and without a floor; empty if the form is known or was asked for. */
export function formWords({ average }: SampledLaw): string {
  return average?.words ?? '';
}

/** What tests of the fit found, then the exponent at both ends of the points; no sentence if there is nothing to say. */
export function misfitWords({ misfit: { found, localSlopes, words }, of }: SampledLaw): string[] {
  const [first, last] = [localSlopes[0], localSlopes.at(-1)];
  if (found === 'none' || first === undefined || last === undefined) return words === '' ? [] : [words];
  return [
    words,
    `Local exponent: ${slopeWords(first)} over the three smallest sizes in ${of}, ${slopeWords(last)} over the three largest.`,
  ];
}

/** A form is said to explain residuals if it has at least this probability. */
const LIKELY = 0.8;

/** What the residuals of a law show, in sentences. */
export function residualWords({ average, hasFloor, misfit, models, widths }: SampledLaw): string[] {
  const isBent = misfit.found === 'none' && !hasFloor && average !== null && average.shares.floor > LIKELY;
  const bend = isBent ? ['The line has no floor. A floor would explain how these residuals bend.'] : [];
  const seeds =
    widths < models.length
      ? ['The law goes through the mean of each size, so the models of a size lie on both sides.']
      : [];
  return [...bend, ...(misfit.words === '' ? [] : [misfit.words]), ...seeds];
}

function slopeWords({ slope, low, high }: LocalSlope): string {
  return `${figure(slope)} (95 %: ${figure(low)} to ${figure(high)})`;
}

/** How many models fell in their predicted interval. */
export function scoreWords(runs: readonly Run[]): string {
  const { covered, judged } = score(runs);
  if (judged === 0) return 'No prediction has been tested yet.';
  return `${whole(covered)} of ${whole(judged)} models fell in the 95 % interval predicted before they were trained.`;
}

/** The prediction of a law without the largest models for their losses; empty if too few sizes would be left. */
export function heldOutWords({ heldOut }: SampledLaw): string {
  if (heldOut === null) return '';
  if (isRefusal(heldOut)) return `It cannot be tested on the largest models: ${heldOut.refused}.`;
  const { covered, models, sizes } = heldOut;
  const [which, verb] =
    sizes.length === 1 ? ['the largest size', 'it reached'] : ['the two largest sizes', 'they reached'];
  const predicted = sizes.map((size) => formatLoss(size.predicted)).join(' and ');
  const reached = sizes.map((size) => formatLoss(size.loss)).join(' and ');
  const mean = models > sizes.length ? ' on average' : '';
  return `Without ${which} the law predicts ${predicted}; ${verb} ${reached}${mean}, ${whole(covered)} of ${whole(models)} in the 95 % interval.`;
}

/** A law that is more than a power law of one series. */
export interface JointLaw {
  name: string;
  /** The formula, or why there is none. */
  formula: string | Refusal;
  /** Its constants with 95 % intervals and its data; empty if there is no law. */
  words: string;
}

/** The laws of several variables or series that were asked for. */
export function jointLaws({ approaches, batch, depth, grid, repeats, steps }: Analysis): JointLaw[] {
  return [
    ...(approaches === undefined ? [] : [jointLaw('Chinchilla’s L(N, D)', approaches.jointLaw)]),
    ...(grid === undefined ? [] : [jointLaw('Kaplan’s L(N, D)', grid)]),
    ...(repeats === undefined ? [] : [repeatsLaw(repeats)]),
    ...(batch === undefined ? [] : [criticalBatchLaw(batch.law)]),
    ...(steps === undefined ? [] : [stepsLaw(steps)]),
    ...(depth === undefined
      ? []
      : [
          powerLaw('Two or more layers, embedding left out of N', depth.nonEmbedding),
          powerLaw('Two or more layers, N of all parameters', depth.total),
        ]),
  ];
}

function jointLaw(name: string, law: JointLawAnalysis<string> | Refusal): JointLaw {
  if (isRefusal(law)) return { name, formula: law, words: '' };
  const { agreeing, constants, models, starts } = law;
  const fit = `${whole(models.length)} models; ${whole(agreeing)} of ${whole(starts)} starts of the search agree.`;
  return { name, formula: law.formula, words: `${constantsWords(constants)}; ${fit}` };
}

function repeatsLaw(law: RepeatsAnalysis | Refusal): JointLaw {
  const found = jointLaw('Data-constrained law (Muennighoff et al. 2023)', law);
  if (isRefusal(law)) return found;
  const base = `E, A, B, α and β come from the ${whole(law.baseModels)} models that repeat no tokens; their uncertainty is not in the intervals.`;
  return { ...found, words: `${found.words} ${base}` };
}

function stepsLaw(law: StepsAnalysis | Refusal): JointLaw {
  const name = 'Kaplan’s L(N, S_min)';
  if (isRefusal(law)) return { name, formula: law, words: '' };
  const { agreeing, constants, curves, starts, stepTokens } = law;
  const fit = `${whole(curves.length)} training curves after their first tenth; ${whole(agreeing)} of ${whole(starts)} starts of the search agree.`;
  const caveat = `S stands for S_min: all runs have batches of ${whole(stepTokens)} tokens, and B_crit is not known here. The learning rate falls along each curve, so that its first S steps are not a run of S steps.`;
  const unseen = constants.alpha_N.low > 0 ? '' : ' These curves do not show that the loss falls with N.';
  return { name, formula: law.formula, words: `${constantsWords(constants)}; ${fit}${unseen} ${caveat}` };
}

function criticalBatchLaw(law: CriticalBatchFit | Refusal): JointLaw {
  const name = 'Critical batch size, tokens';
  if (isRefusal(law)) return { name, formula: law, words: '' };
  const { B_star, alpha_B } = law;
  return { name, formula: law.formula, words: `${constantsWords({ B_star, alpha_B })}.` };
}

/** The power law of one series, in the same form. */
export function powerLaw(name: string, law: SampledLaw | Refusal): JointLaw {
  if (isRefusal(law)) return { name, formula: law, words: '' };
  const alpha = { value: law.exponent, ...law.exponentInterval };
  return {
    name,
    formula: law.formula,
    words: `${constantsWords({ alpha })}; ${whole(law.models.length)} models.`,
  };
}

const GREEK: Readonly<Record<string, string>> = { alpha: 'α', beta: 'β' };

/** `α 0.34 (0.31 to 0.36), E 1.8 (1.7 to 1.9)` */
export function constantsWords(constants: Readonly<Record<string, Estimate>>): string {
  return Object.entries(constants)
    .map(([symbol, estimate]) => {
      const name = symbol.replace(/^(alpha|beta)/, (letter) => GREEK[letter] ?? letter);
      const [value, low, high] = formatEstimate(estimate);
      return `${name} ${value} (${low} to ${high})`;
    })
    .join(', ');
}

const COUNTS: Record<ParameterConvention, string> = {
  'non-embedding': 'N leaves out embedding and head. Counting them would change the exponent.',
  'with-embedding':
    'N counts the embedding and leaves out the head. Another count would change the exponent.',
  'with-head': 'N counts the head and leaves out the embedding. Another count would change the exponent.',
  total: 'N counts every parameter. Leaving out embedding and head would change the exponent.',
};

const REGIME =
  'Laws are empirical: a regime may end beyond the points, and the dashed part of a line is an extrapolation.';

/** Caveats of an experiment's laws, in sentences. */
export function caveats(law: SampledLaw | null, convention: ParameterConvention, preset: Preset): string[] {
  const floor = law === null ? [] : [floorWords(law, preset)];
  return [...floor, ...preset.caveats, REGIME, ...(law?.of === 'U' ? [] : [COUNTS[convention]])];
}

function floorWords(law: SampledLaw, { floorCaveat }: Preset): string {
  if (!law.hasFloor)
    return 'A line without a floor cannot continue for ever, because every text has an entropy.';
  return (
    floorCaveat ?? 'The floor is a limit for these models at this D on this text, not the entropy of English.'
  );
}

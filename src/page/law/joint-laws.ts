import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { CriticalBatchFit } from '../../laws/analysis/analyse-batch.ts';
import type { JointLawAnalysis } from '../../laws/analysis/analyse-joint-law.ts';
import type { RepeatsAnalysis } from '../../laws/analysis/analyse-repeats.ts';
import type { StepsAnalysis } from '../../laws/analysis/analyse-steps.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import type { EfficientTraining } from '../../laws/analysis/efficient-training.ts';
import { formatEstimate } from '../../laws/format-number.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import { whole } from '../../charts/quantity.ts';

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
    ...(steps === undefined ? [] : stepsLaws(steps)),
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

/** L(N, S_min), and the law of the training that spends least by it. */
function stepsLaws(law: StepsAnalysis | Refusal): JointLaw[] {
  return [stepsLaw(law), ...(isRefusal(law) ? [] : [efficientLaw(law.efficient)])];
}

function efficientLaw(law: EfficientTraining | Refusal): JointLaw {
  const name = 'Compute-efficient training';
  if (isRefusal(law)) return { name, formula: law, words: '' };
  const { loss, parameters, tokens } = law.exponents;
  const exponents = { α_C: loss, 'N_opt ∝ C^': parameters, 'D ∝ C^': tokens };
  return { name, formula: law.formula, words: `${constantsWords(exponents)}.` };
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

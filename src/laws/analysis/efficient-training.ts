import {
  computeEfficientExponents,
  computeLaw,
  constantBatch,
  lossAboveConverged,
  runOfSize,
  stoppingGain,
} from '../batch-size/compute-efficient.ts';
import type {
  ComputeEfficientExponents,
  ComputeLaw,
  ComputePower,
  StoppingGain,
} from '../batch-size/compute-efficient.ts';
import type { KaplanStepsLaw } from '../batch-size/kaplan-steps-law.ts';
import { sixND } from '../counting/count-parameters.ts';
import { formatExponent, formatNumber } from '../format-number.ts';
import type { Refusal } from '../refusal.ts';
import type { Estimate } from '../stats/interval.ts';
import { logSpaced } from '../stats/log-spaced.ts';
import type { SampledPoint } from './sampled-law.ts';
import { unshownSplit } from './unshown.ts';

/**
 * The training that spends least for a loss, by L(N, S), where every run keeps the batch that these runs have: C is
 * 6·N·B·S in FLOPs, and D is B·S.
 */
export interface EfficientTraining {
  readonly exponents: Readonly<Record<keyof ComputeEfficientExponents, Estimate>>;
  readonly law: ComputeLaw;
  /** D over C. */
  readonly tokens: ComputePower;
  /** L(C). */
  readonly formula: string;
  /** α_N/α_S, the share above the converged loss at which to stop. */
  readonly aboveConverged: Estimate;
  /** Against training that stops 2 % above the converged loss. */
  readonly gain: StoppingGain;
  /** L(C) over the compute of the training curves. */
  readonly samples: readonly SampledPoint[];
  /** Where the training of each size should stop, in the order of the sizes. */
  readonly stops: readonly EfficientStop[];
}

export interface EfficientStop {
  readonly parameters: number;
  readonly steps: number;
  readonly compute: number;
  readonly loss: number;
}

/** Training nearly to convergence stops here, in Kaplan et al. 2020, appendix B.2. */
const NEARLY_CONVERGED = 0.02;
const SAMPLES = 40;

/**
 * Refuses constants whose intervals leave open how compute is best spent.
 *
 * @param stepTokens B
 * @param sizes the values of N
 * @param range the least and the most compute, in FLOPs, that L(C) is drawn for
 */
export function efficientTraining(
  law: KaplanStepsLaw,
  stepTokens: number,
  sizes: readonly number[],
  range: readonly [number, number],
): EfficientTraining | Refusal {
  const aboveConverged = { value: lossAboveConverged(law.parameters), ...law.intervalOf(lossAboveConverged) };
  const unshown = unshownSplit(aboveConverged);
  if (unshown !== null) return unshown;
  const batches = constantBatch(stepTokens);
  const { parameters } = law;
  const exponents = computeEfficientExponents(parameters, batches);
  const exponent = (name: keyof ComputeEfficientExponents): Estimate => ({
    value: exponents[name],
    ...law.intervalOf((constants) => computeEfficientExponents(constants, batches)[name]),
  });
  const byCompute = computeLaw(parameters, batches);
  return {
    exponents: {
      parameters: exponent('parameters'),
      batch: exponent('batch'),
      steps: exponent('steps'),
      tokens: exponent('tokens'),
      loss: exponent('loss'),
    },
    law: byCompute,
    tokens: { scale: stepTokens * law.optimum(1, batches).steps, exponent: exponents.tokens },
    formula: `L(C) = (${formatNumber(byCompute.C_c)} / C)^${formatExponent(byCompute.alpha_C)}`,
    aboveConverged,
    gain: stoppingGain(parameters, NEARLY_CONVERGED),
    samples: logSpaced(...range, SAMPLES).map((x) => ({
      x,
      loss: law.optimum(x, batches).loss,
      ...law.optimumBand(x, batches, 'loss'),
    })),
    stops: sizes.map((N) => {
      const { batch, loss, steps } = runOfSize(parameters, batches, N);
      return { parameters: N, steps, compute: sixND(N, batch * steps), loss };
    }),
  };
}

import type { LawVariable } from '../../laws/analysis/request.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import { isRefusal, type Refusal } from '../../laws/refusal.ts';
import { differenceOf } from '../../laws/stats/difference.ts';
import type { Estimate } from '../../laws/stats/interval.ts';
import type { Run } from '../runs/run.ts';

/** The most experiments in one plot: more would not be told apart. */
export const MOST_COMPARED = 4;

/** A saved experiment in a comparison. */
export interface ComparedExperiment {
  readonly number: number;
  /** As the history names it. */
  readonly name: string;
  /** Its finished runs. */
  readonly runs: readonly Run[];
  /** Its law in the variable of the comparison, in nats per token, or why it has none; null without finished runs. */
  readonly law: SampledLaw | Refusal | null;
  /** A loss in the unit of the comparison over the loss in nats per token. */
  readonly perNat: number;
}

/** Experiments with their laws, in one unit. */
export interface MadeComparison {
  readonly of: LawVariable;
  /** `nats/character`, `bits/byte`. */
  readonly unit: string;
  readonly experiments: readonly ComparedExperiment[];
}

/** The experiments of the history that a person compares. */
export interface Comparison {
  /** Their numbers, in the order in which they were chosen. */
  readonly chosen: readonly number[];
  /** Whether their laws are being fitted. */
  readonly making: boolean;
  /** Null before a person asks for it. */
  readonly made: MadeComparison | Refusal | null;
}

export const NOTHING_COMPARED: Comparison = { chosen: [], making: false, made: null };

/** The exponent of the second law minus that of the first one; null without both laws. */
export function exponentDifference(first: ComparedExperiment, second: ComparedExperiment): Estimate | null {
  const [a, b] = [exponentOf(first), exponentOf(second)];
  return a === null || b === null ? null : differenceOf(a, b);
}

/** The exponent of an experiment's law; null without a law. */
export function exponentOf({ law }: ComparedExperiment): Estimate | null {
  if (law === null || isRefusal(law)) return null;
  return { value: law.exponent, ...law.exponentInterval };
}

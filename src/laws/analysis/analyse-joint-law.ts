import type { Allocation } from '../joint/optimal-allocation.ts';
import type { FittedLaw } from '../regression/fit-form.ts';
import { inOrder } from '../regression/run-point.ts';
import type { RunPoint } from '../regression/run-point.ts';
import type { Estimate } from '../stats/interval.ts';
import type { FittedModel, TrainedModel } from './trained-model.ts';

/** A model that a law of N and D used. */
export interface JointLawModel extends FittedModel, Allocation {
  readonly compute: number;
}

/** A fitted law of N and D. */
export interface JointLawAnalysis<Symbol extends string> {
  readonly constants: Readonly<Record<Symbol, Estimate>>;
  readonly formula: string;
  readonly objective: number;
  /** How many starts of the search ended at this minimum. */
  readonly agreeing: number;
  readonly starts: number;
  readonly aicc: number;
  /** Ascending in N, D and loss. */
  readonly models: readonly JointLawModel[];
}

/** A fitted law of N and D as data. */
export function jointLawAnalysis<Symbol extends string>(
  law: FittedLaw<Symbol>,
  models: readonly TrainedModel[],
): JointLawAnalysis<Symbol> {
  const { parameters, intervals, formula, objective, agreeing, starts, aicc, residuals } = law;
  return {
    constants: estimatesOf(parameters, intervals),
    formula,
    objective,
    agreeing,
    starts,
    aicc,
    // In the order of the law's points; equal points are interchangeable.
    models: inOrder(models satisfies readonly RunPoint[]).map((model, i) =>
      jointLawModel(model, law.predict(model), residuals[i]),
    ),
  };
}

/** @param residual log of the loss over the predicted loss */
export function jointLawModel(
  { ref, parameters, tokens, compute, loss }: TrainedModel,
  predicted: number,
  residual: number,
): JointLawModel {
  return { ...ref, parameters, tokens, compute, loss, predicted, residual };
}

/** Constants with their intervals. */
export function estimatesOf<Symbol extends string>(
  values: Readonly<Record<Symbol, number>>,
  intervals: FittedLaw<Symbol>['intervals'],
): Record<Symbol, Estimate> {
  const estimates: Partial<Record<Symbol, Estimate>> = {};
  for (const symbol in values) estimates[symbol] = { value: values[symbol], ...intervals[symbol] };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every symbol has been filled in
  return estimates as Record<Symbol, Estimate>;
}

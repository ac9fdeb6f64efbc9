import type { AnalysedRun, LawVariable, ModelRef } from './analysis.ts';
import { parametersBy } from './parameter-convention.ts';
import type { ParameterConvention } from './parameter-convention.ts';
import type { LawPoint } from './power-law.ts';

/** A finished lane of a run, as the fits take it. */
export interface TrainedModel {
  ref: ModelRef;
  /** N by the convention asked for. */
  parameters: number;
  /** D. */
  tokens: number;
  /** U. */
  uniqueTokens: number;
  /** C. */
  compute: number;
  loss: number;
}

/** The lanes of all runs that have finished and are to be fitted; each is a model of its own. */
export function trainedModels(runs: readonly AnalysedRun[], convention: ParameterConvention): TrainedModel[] {
  return runs
    .filter(({ fitted }) => fitted)
    .flatMap(({ id, shape, tokens, uniqueTokens, compute, losses }) => {
      const parameters = parametersBy(convention, shape);
      return Array.from(losses ?? [], (loss, lane) => ({
        ref: { run: id, lane },
        parameters,
        tokens,
        uniqueTokens,
        compute,
        loss,
      }));
    });
}

/** The finished lanes of some runs, where they stand on a law of a variable. */
export function placedModels(
  runs: readonly AnalysedRun[],
  of: LawVariable,
  convention: ParameterConvention,
): (ModelRef & LawPoint)[] {
  return runs.flatMap((run) => {
    const x = lawPlace(run, of, convention);
    return Array.from(run.losses ?? [], (loss, lane) => ({ run: run.id, lane, x, loss }));
  });
}

/** Where a run stands on a law of a variable. */
export function lawPlace(
  run: Pick<AnalysedRun, 'shape' | 'tokens' | 'uniqueTokens' | 'compute'>,
  of: LawVariable,
  convention: ParameterConvention,
): number {
  const places: Record<LawVariable, number> = {
    N: parametersBy(convention, run.shape),
    D: run.tokens,
    U: run.uniqueTokens,
    C: run.compute,
  };
  return places[of];
}

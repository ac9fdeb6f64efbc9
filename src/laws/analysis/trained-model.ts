import { parametersBy } from '../counting/parameter-convention.ts';
import type { ParameterConvention } from '../counting/parameter-convention.ts';
import type { LawPoint } from '../power-law/log-sample.ts';
import type { AnalysedRun, LawVariable, StatedSize } from './request.ts';
import type { CountedNetwork } from '../counting/count-parameters.ts';

/** One trained model: a lane of a run. */
export interface ModelRef {
  readonly run: string;
  readonly lane: number;
}

/** A model that a fit used, and its prediction. */
export interface FittedModel extends ModelRef {
  readonly loss: number;
  readonly predicted: number;
  /** Log of the loss over the predicted loss. */
  readonly residual: number;
}

/** A finished lane of a run, as fits read it. */
export interface TrainedModel {
  ref: ModelRef;
  /** N by the chosen convention. */
  parameters: number;
  /** D. */
  tokens: number;
  /** U. */
  uniqueTokens: number;
  /** C. */
  compute: number;
  loss: number;
  /**
   * The name of its shape, if another model has the same shape. A bootstrap draws the models of one shape among
   * themselves.
   */
  shape?: string;
  /** The name of the training curve of which it is one point. A bootstrap draws its points together. */
  run?: string;
}

/** N of a size: as a table states it, or counted by a convention. */
export function parametersOf(size: CountedNetwork | StatedSize, convention: ParameterConvention): number {
  return 'parameters' in size ? size.parameters : parametersBy(convention, size);
}

/** The lanes of all finished runs that are fitted; each lane is a model of its own. */
export function trainedModels(runs: readonly AnalysedRun[], convention: ParameterConvention): TrainedModel[] {
  return finishedModels(
    runs.filter(({ fitted }) => fitted),
    convention,
  );
}

/** The lanes of all finished runs, whether they are fitted or not. */
export function finishedModels(
  runs: readonly AnalysedRun[],
  convention: ParameterConvention,
): TrainedModel[] {
  const finished = runs.filter(({ losses }) => losses !== null);
  const named = sharedShapes(finished);
  return finished.flatMap((run) => {
    const { id, shape, pointOf, tokens, uniqueTokens, compute, losses } = run;
    const parameters = parametersOf(shape, convention);
    return Array.from(losses ?? [], (loss, lane) => ({
      ref: { run: id, lane },
      parameters,
      tokens,
      uniqueTokens,
      compute,
      loss,
      ...named(run),
      ...(pointOf !== undefined && { run: pointOf }),
    }));
  });
}

/**
 * Names the shapes that more than one model has. Models whose shape is unique have no name, and are drawn among
 * themselves. So are models of which only N is stated, because their shapes are not known.
 */
export function sharedShapes(
  runs: readonly AnalysedRun[],
): (run: AnalysedRun) => Pick<TrainedModel, 'shape'> {
  const counts = new Map<string, number>();
  for (const { losses, shape } of runs) {
    if ('parameters' in shape) continue;
    const name = JSON.stringify(shape);
    counts.set(name, (counts.get(name) ?? 0) + (losses?.length ?? 0));
  }
  return ({ shape }) => {
    const name = JSON.stringify(shape);
    return (counts.get(name) ?? 0) > 1 ? { shape: name } : {};
  };
}

/** The finished lanes of some runs, with their place on a law of a variable. */
export function placedModels(
  runs: readonly AnalysedRun[],
  of: LawVariable,
  convention: ParameterConvention,
): (ModelRef & LawPoint)[] {
  return runs.flatMap((run) => {
    const x = lawPlace(run, of, convention);
    return Array.from(run.losses ?? [], (loss, lane) => {
      const model = run.models?.[lane];
      return { run: run.id, lane, x, loss, ...(model !== undefined && { model }) };
    });
  });
}

/** The place of a run on a law of a variable. */
export function lawPlace(
  run: Pick<AnalysedRun, 'shape' | 'tokens' | 'uniqueTokens' | 'compute'>,
  of: LawVariable,
  convention: ParameterConvention,
): number {
  const places: Record<LawVariable, number> = {
    N: parametersOf(run.shape, convention),
    D: run.tokens,
    U: run.uniqueTokens,
    C: run.compute,
  };
  return places[of];
}

import type { ParameterConvention } from '../counting/parameter-convention.ts';
import type { Refusal } from '../refusal.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { sharedProgress } from '../stats/shared-progress.ts';
import type { AnalysedRun, FitInput } from './request.ts';
import { sampledLaw } from './sampled-law.ts';
import type { LawPlaces, SampledLaw } from './sampled-law.ts';
import { lawPlace, placedModels } from './trained-model.ts';
import { extent } from '../stats/extent.ts';

/** One line for models of two or more layers, by both counts of N; models of one layer are its `leftOut`. */
export interface DepthAnalysis {
  readonly nonEmbedding: SampledLaw | Refusal;
  readonly total: SampledLaw | Refusal;
}

/** L(N) of all models of two or more layers, by both counts of N, beside the models of one layer. */
export function analyseDepth({ runs, options }: FitInput, onProgress: OnProgress): DepthAnalysis {
  const { floor, loss: criterion } = options;
  const report = sharedProgress(2, onProgress);
  const lineBy = (convention: ParameterConvention, place: number) =>
    sampledLaw(placesOf(runs, convention), { floor, criterion, onProgress: report(place) });
  return { nonEmbedding: lineBy('non-embedding', 0), total: lineBy('total', 1) };
}

function placesOf(runs: readonly AnalysedRun[], convention: ParameterConvention): LawPlaces {
  const fitted = runs.filter((run) => run.fitted);
  const sizes = runs.map((run) => lawPlace(run, 'N', convention));
  return {
    of: 'N',
    models: placedModels(
      fitted.filter(({ shape }) => layersOf(shape) > 1),
      'N',
      convention,
    ),
    leftOut: placedModels(
      fitted.filter(({ shape }) => layersOf(shape) === 1),
      'N',
      convention,
    ),
    range: extent(sizes),
    awaited: [],
  };
}

/** NaN if only N is stated. */
function layersOf(shape: AnalysedRun['shape']): number {
  return 'layers' in shape ? shape.layers : NaN;
}

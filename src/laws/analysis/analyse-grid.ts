import { fitKaplanLaw } from '../joint/kaplan-law.ts';
import type { KaplanLaw, KaplanSymbol } from '../joint/kaplan-law.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { rankCorrelation } from '../stats/correlation.ts';
import { logSpaced } from '../stats/log-spaced.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { estimatesOf, jointLawAnalysis } from './analyse-joint-law.ts';
import type { JointLawAnalysis } from './analyse-joint-law.ts';
import type { FitInput } from './request.ts';
import type { SampledPoint } from './sampled-law.ts';
import { trainedModels } from './trained-model.ts';
import type { ModelRef, TrainedModel } from './trained-model.ts';
import { unshownSurface } from './unshown.ts';
import { extent } from '../stats/extent.ts';

/** Kaplan's L(N, D), where D is the number of distinct tokens: `tokens` of models and sections are U. */
export interface GridAnalysis extends JointLawAnalysis<KaplanSymbol> {
  /** L over N at each U, ascending in U. */
  readonly sections: readonly { readonly tokens: number; readonly samples: readonly SampledPoint[] }[];
  /** The cost of a small corpus for a model, against the largest corpus. */
  readonly overfitting: readonly OverfittedModel[];
  /** Spearman's correlation of place and cost; NaN for fewer than three models. */
  readonly collapse: number;
}

export interface OverfittedModel extends ModelRef {
  /** N^(α_N/α_D) / U. */
  readonly place: number;
  /** The measured L(N, U) / L(N, largest U) − 1. */
  readonly cost: number;
  /** The same cost as the law predicts it. */
  readonly predicted: number;
}

/** Number of points that a section is drawn with. */
const SAMPLES = 24;
const LEAST_MODELS = 3;

/** L(N, D) of Kaplan et al. 2020, section 4: D is the size of a corpus on which training stopped early. */
export function analyseGrid(
  { runs, options: { convention, loss: criterion } }: FitInput,
  onProgress: OnProgress,
): GridAnalysis | Refusal {
  const models = trainedModels(runs, convention).map((model) => ({ ...model, tokens: model.uniqueTokens }));
  const law = fitKaplanLaw(models, { criterion, onProgress });
  if (isRefusal(law)) return law;
  const unshown = unshownSurface(estimatesOf(law.parameters, law.intervals));
  if (unshown !== null) return unshown;
  const overfitting = overfittedModels(law, models);
  return {
    ...jointLawAnalysis(law, models),
    sections: sectionsOf(law, models),
    overfitting,
    collapse: collapseOf(overfitting),
  };
}

function sectionsOf(law: KaplanLaw, models: readonly TrainedModel[]): GridAnalysis['sections'] {
  const sizes = models.map(({ parameters }) => parameters);
  const places = logSpaced(...extent(sizes), SAMPLES);
  const corpora = [...new Set(models.map(({ tokens }) => tokens))].sort((a, b) => a - b);
  return corpora.map((tokens) => ({ tokens, samples: places.map((N) => sampleAt(law, N, tokens)) }));
}

function sampleAt({ predict, band }: KaplanLaw, parameters: number, tokens: number): SampledPoint {
  const size = { parameters, tokens };
  return { x: parameters, loss: predict(size), ...band(size) };
}

/** Each model on a smaller corpus, compared with a model of the same N on the largest one. */
function overfittedModels(
  { parameters: { alpha_N, alpha_D }, predict }: KaplanLaw,
  models: readonly TrainedModel[],
): OverfittedModel[] {
  const [, most] = extent(models.map(({ tokens }) => tokens));
  return models
    .filter(({ tokens }) => tokens < most)
    .flatMap((model) => {
      const whole = models.find(
        ({ tokens, parameters }) => tokens === most && parameters === model.parameters,
      );
      if (!whole) return [];
      const place = model.parameters ** (alpha_N / alpha_D) / model.tokens;
      const cost = model.loss / whole.loss - 1;
      return [{ ...model.ref, place, cost, predicted: predict(model) / predict(whole) - 1 }];
    });
}

function collapseOf(models: readonly OverfittedModel[]): number {
  if (models.length < LEAST_MODELS) return NaN;
  return rankCorrelation(
    models.map(({ place }) => place),
    models.map(({ cost }) => cost),
  );
}

import type { ParameterConvention } from '../counting/parameter-convention.ts';
import type { Refusal } from '../refusal.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { sharedProgress } from '../stats/shared-progress.ts';
import type { AnalysedRun, AnalysisRequest, LawVariable } from './request.ts';
import { sampledLaw } from './sampled-law.ts';
import type { LawPlaces, SampledLaw } from './sampled-law.ts';
import { lawPlace, placedModels } from './trained-model.ts';
import { extent } from '../stats/extent.ts';

/** The power law of one series in one variable. */
export interface LawAnalysis {
  readonly series: string;
  readonly of: LawVariable;
  readonly law: SampledLaw | Refusal;
}

/**
 * The power laws of every series with a finished run to fit, in each variable of the request. They are drawn over the
 * range of all runs, and predict the unfinished runs of their series.
 */
export function analyseLaws({ runs, laws, options }: AnalysisRequest, onProgress: OnProgress): LawAnalysis[] {
  const finished = runs.filter(({ fitted, losses }) => fitted && losses !== null);
  const series = [...new Set(finished.map((run) => run.series))];
  const asked = series.flatMap((name) => laws.map((of) => ({ series: name, of })));
  const report = sharedProgress(asked.length, onProgress);
  return asked.map(({ series: name, of }, place) => {
    const places = placesOf(runs, name, of, options.convention);
    const { floor, loss: criterion } = options;
    return { series: name, of, law: sampledLaw(places, { floor, criterion, onProgress: report(place) }) };
  });
}

function placesOf(
  runs: readonly AnalysedRun[],
  series: string,
  of: LawVariable,
  convention: ParameterConvention,
): LawPlaces {
  const members = runs.filter((run) => run.series === series);
  const xs = runs.map((run) => lawPlace(run, of, convention));
  return {
    of,
    models: placedModels(
      members.filter(({ fitted }) => fitted),
      of,
      convention,
    ),
    leftOut: placedModels(
      members.filter(({ fitted }) => !fitted),
      of,
      convention,
    ),
    range: extent(xs),
    awaited: members
      .filter(({ losses }) => losses === null)
      .map((run) => ({ run: run.id, x: lawPlace(run, of, convention) })),
  };
}

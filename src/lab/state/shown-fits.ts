import type { AnalysisRequest, FitOptions } from '../../laws/analysis/request.ts';
import { analysisRequest, type WantedFits } from '../analysis/analysis-request.ts';
import type { SubjectChoice } from '../analysis/subject.ts';
import { presetOf, type ExperimentId } from '../experiments/presets.ts';
import { measuredFits } from '../imported/measured-fits.ts';
import { measuredRequest } from '../imported/measured-request.ts';
import type { MeasuredTable } from '../imported/measured-run.ts';
import type { Run } from '../runs/run.ts';

/** The experiment on the page, and its imported runs if it has any. */
interface Shown {
  readonly shown: ExperimentId;
  readonly measured: MeasuredTable | null;
}

/** Runs of either kind, and how they are fitted. */
interface Fittable {
  readonly fitOptions: FitOptions;
  readonly measured: MeasuredTable | null;
  readonly runs: readonly Run[];
}

/** What is fitted to the runs on the page: what the experiment asks for, or what the columns of a table allow. */
export function shownFits({ measured, shown }: Shown): WantedFits & SubjectChoice {
  return measured === null ? presetOf(shown) : measuredFits(measured);
}

/** How an experiment is fitted before a person chooses otherwise. */
export function usualFitting(experiment: ExperimentId): FitOptions {
  return { floor: presetOf(experiment).floor, convention: 'non-embedding', loss: 'huber' };
}

/** A request for some fits of the runs on the page, as they are now. */
export function shownRequest({ fitOptions, measured, runs }: Fittable, wanted: WantedFits): AnalysisRequest {
  return measured === null
    ? analysisRequest(runs, wanted, fitOptions)
    : measuredRequest(measured, wanted, fitOptions);
}

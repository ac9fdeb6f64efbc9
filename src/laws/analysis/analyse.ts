import type { Refusal } from '../refusal.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { sharedProgress } from '../stats/shared-progress.ts';
import { analyseApproaches } from './analyse-approaches.ts';
import type { ApproachesAnalysis } from './analyse-approaches.ts';
import { analyseBatch } from './analyse-batch.ts';
import type { BatchAnalysis } from './analyse-batch.ts';
import { analyseDepth } from './analyse-depth.ts';
import type { DepthAnalysis } from './analyse-depth.ts';
import { analyseDynamics } from './analyse-dynamics.ts';
import type { RunDynamics } from './analyse-dynamics.ts';
import { analyseEfficiency } from './analyse-efficiency.ts';
import type { EfficiencyStep } from './analyse-efficiency.ts';
import { analyseFrontier } from './analyse-frontier.ts';
import type { FrontierAnalysis } from './analyse-frontier.ts';
import { analyseGrid } from './analyse-grid.ts';
import type { GridAnalysis } from './analyse-grid.ts';
import { analyseLaws } from './analyse-laws.ts';
import type { LawAnalysis } from './analyse-laws.ts';
import { analysePositions } from './analyse-positions.ts';
import type { PositionAnalysis } from './analyse-positions.ts';
import { analyseSteps } from './analyse-steps.ts';
import type { StepsAnalysis } from './analyse-steps.ts';
import type { AnalysisRequest, FitName } from './request.ts';

/** Every fit of an experiment; null or empty where it was not asked for. */
export interface Analysis {
  /** By series in the order of the runs, then by variable in the order asked for. */
  readonly laws: readonly LawAnalysis[];
  readonly frontier: FrontierAnalysis | null;
  readonly approaches: ApproachesAnalysis | null;
  readonly grid: GridAnalysis | Refusal | null;
  readonly batch: BatchAnalysis | null;
  readonly depth: DepthAnalysis | null;
  /** One a run that has finished. */
  readonly dynamics: readonly RunDynamics[];
  /** One a pair of finished neighbours in N. */
  readonly efficiency: readonly EfficiencyStep[];
  readonly positions: PositionAnalysis | null;
  readonly steps: StepsAnalysis | Refusal | null;
}

/** Before anything has been fitted. */
export const NO_ANALYSIS: Analysis = {
  laws: [],
  frontier: null,
  approaches: null,
  grid: null,
  batch: null,
  depth: null,
  dynamics: [],
  efficiency: [],
  positions: null,
  steps: null,
};

/** What each fit adds to an analysis. */
const FITS: Readonly<
  Record<FitName, (request: AnalysisRequest, onProgress: OnProgress) => Partial<Analysis>>
> = {
  frontier: (request, onProgress) => ({ frontier: analyseFrontier(request, onProgress) }),
  approaches: (request, onProgress) => ({ approaches: analyseApproaches(request, onProgress) }),
  grid: (request, onProgress) => ({ grid: analyseGrid(request, onProgress) }),
  batch: (request, onProgress) => ({ batch: analyseBatch(request, onProgress) }),
  depth: (request, onProgress) => ({ depth: analyseDepth(request, onProgress) }),
  dynamics: (request, onProgress) => ({ dynamics: analyseDynamics(request, onProgress) }),
  efficiency: (request, onProgress) => ({ efficiency: analyseEfficiency(request, onProgress) }),
  positions: (request, onProgress) => ({ positions: analysePositions(request, onProgress) }),
  steps: (request, onProgress) => ({ steps: analyseSteps(request, onProgress) }),
};

/** Makes the fits that are asked for, those of the power laws first. */
export function analyse(request: AnalysisRequest, onProgress: OnProgress = () => {}): Analysis {
  const report = sharedProgress(1 + request.fits.length, onProgress);
  const laws = analyseLaws(request, report(0));
  const added = request.fits.map((name, i) => FITS[name](request, report(i + 1)));
  return added.reduce<Analysis>((analysis, fit) => ({ ...analysis, ...fit }), { ...NO_ANALYSIS, laws });
}

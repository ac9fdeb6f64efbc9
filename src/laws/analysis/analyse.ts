import type { OnProgress } from '../stats/replicates.ts';
import { sharedProgress } from '../stats/shared-progress.ts';
import { analyseApproaches } from './analyse-approaches.ts';
import { analyseBatch } from './analyse-batch.ts';
import { analyseDepth } from './analyse-depth.ts';
import { analyseDynamics } from './analyse-dynamics.ts';
import { analyseEfficiency } from './analyse-efficiency.ts';
import { analyseFloors } from './analyse-floors.ts';
import { analyseFrontier } from './analyse-frontier.ts';
import { analyseGrid } from './analyse-grid.ts';
import { analyseLaws } from './analyse-laws.ts';
import type { LawAnalysis } from './analyse-laws.ts';
import { analysePositions } from './analyse-positions.ts';
import { analyseRates } from './analyse-rates.ts';
import { analyseRepeats } from './analyse-repeats.ts';
import { analyseSteps } from './analyse-steps.ts';
import type { AnalysisRequest, FitInput, FitName } from './request.ts';

/** The function that makes each fit. */
const ANALYSES = {
  frontier: analyseFrontier,
  approaches: analyseApproaches,
  floors: analyseFloors,
  grid: analyseGrid,
  batch: analyseBatch,
  depth: analyseDepth,
  dynamics: analyseDynamics,
  efficiency: analyseEfficiency,
  positions: analysePositions,
  rates: analyseRates,
  repeats: analyseRepeats,
  steps: analyseSteps,
} satisfies { readonly [Name in FitName]: (input: FitInput, onProgress: OnProgress) => unknown };

/** The power laws, and the fits by name; a fit that the request does not name is absent. */
export type Analysis = {
  /** By series in the order of the runs, then by variable in the order of the request. */
  readonly laws: readonly LawAnalysis[];
} & Fits;

type Fits = { readonly [Name in FitName]?: ReturnType<(typeof ANALYSES)[Name]> };

/** Makes the power laws, then the other fits that the request names. */
export function analyse(request: AnalysisRequest, onProgress: OnProgress = () => {}): Analysis {
  const report = sharedProgress(1 + request.fits.length, onProgress);
  const laws = analyseLaws(request, report(0));
  const fits = request.fits.map((name, i) => [name, ANALYSES[name](request, report(i + 1))]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the names of its keys
  return { laws, ...(Object.fromEntries(fits) as Fits) };
}

import type {
  AnalysedRun,
  AnalysisRequest,
  FitName,
  FitOptions,
  LaneCurves,
  LawVariable,
} from '../../laws/analysis/request.ts';
import type { Curve } from '../runs/curve.ts';
import { finalPositionLosses, reachedLosses, type Run } from '../runs/run.ts';

/** Fits of which curves are a part. */
const LOOK_AT_CURVES: readonly FitName[] = [
  'frontier',
  'approaches',
  'batch',
  'dynamics',
  'efficiency',
  'steps',
];

/** What is to be fitted. */
export interface WantedFits {
  readonly laws: readonly LawVariable[];
  readonly fits: readonly FitName[];
}

/** Asks for fits of runs as they are now; a copy, of which the runs know nothing. */
export function analysisRequest(
  runs: readonly Run[],
  { laws, fits }: WantedFits,
  options: FitOptions,
): AnalysisRequest {
  const parts = {
    curves: fits.some((name) => LOOK_AT_CURVES.includes(name)),
    positions: fits.includes('positions'),
  };
  return { runs: runs.map((run) => analysedRun(run, parts)), laws, fits, options };
}

/** Which parts of a run the fits look at beside its losses. */
interface Parts {
  curves: boolean;
  positions: boolean;
}

function analysedRun(run: Run, { curves, positions }: Parts): AnalysedRun {
  const { curve, fitted, flops, plan, settings, tokens, uniqueTokens } = run;
  const losses = reachedLosses(run);
  return {
    id: plan.id,
    series: settings.series,
    shape: plan.shape,
    tokens,
    uniqueTokens,
    compute: flops,
    stepTokens: plan.batch * plan.shape.context,
    fitted,
    losses,
    curve: curves && losses !== null ? withoutSpare(curve) : null,
    positionLosses: positions ? finalPositionLosses(run) : null,
  };
}

/** A message would carry the memory that a curve holds ready as well. */
function withoutSpare({ lanes, steps, losses }: Curve): LaneCurves {
  return { lanes, steps, losses: losses.slice(0, steps * lanes) };
}

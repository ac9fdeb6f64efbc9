import type {
  AnalysedRun,
  AnalysisRequest,
  FitName,
  FitOptions,
  LaneCurves,
  LawVariable,
} from '../laws/analysis.ts';
import type { Curve } from './curve.ts';
import { reachedLosses, type Run } from './run.ts';

/** Fits of which curves are a part. */
const LOOK_AT_CURVES: readonly FitName[] = ['frontier', 'approaches', 'batch', 'dynamics', 'efficiency'];

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
  const curves = fits.some((name) => LOOK_AT_CURVES.includes(name));
  return { runs: runs.map((run) => analysedRun(run, curves)), laws, fits, options };
}

function analysedRun(run: Run, withCurve: boolean): AnalysedRun {
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
    curve: withCurve && losses !== null ? withoutSpare(curve) : null,
  };
}

/** A message would carry the memory that a curve holds ready as well. */
function withoutSpare({ lanes, steps, losses }: Curve): LaneCurves {
  return { lanes, steps, losses: losses.slice(0, steps * lanes) };
}

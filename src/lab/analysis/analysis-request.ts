import { FITS } from '../../laws/analysis/request.ts';
import type {
  AnalysedRun,
  AnalysisRequest,
  FitName,
  FitOptions,
  LaneCurves,
  LawVariable,
  RunPart,
} from '../../laws/analysis/request.ts';
import type { Curve } from '../runs/curve.ts';
import { finalPositionLosses, reachedLosses, type Run } from '../runs/run.ts';

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
  const parts = new Set<RunPart>(fits.map((name) => FITS[name]));
  return { runs: runs.map((run) => analysedRun(run, parts)), laws, fits, options };
}

/** @param parts what the fits read of a run beside its losses */
function analysedRun(run: Run, parts: ReadonlySet<RunPart>): AnalysedRun {
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
    curve: parts.has('curve') && losses !== null ? withoutSpare(curve) : null,
    positionLosses: parts.has('positionLosses') ? finalPositionLosses(run) : null,
  };
}

/** A message would carry the memory that a curve holds ready as well. */
function withoutSpare({ lanes, steps, losses }: Curve): LaneCurves {
  return { lanes, steps, losses: losses.slice(0, steps * lanes) };
}

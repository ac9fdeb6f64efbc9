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
import { hasDiverged, haveAllDiverged } from '../runs/has-diverged.ts';
import type { Curve } from '../runs/curve.ts';
import { finalContextLosses, reachedLosses, type Run } from '../runs/run.ts';

/** The laws and fits to make. */
export interface WantedFits {
  readonly laws: readonly LawVariable[];
  readonly fits: readonly FitName[];
}

/**
 * A request for fits of the runs as they are now, without runs that diverged. It shares no memory with curves that still
 * grow.
 */
export function analysisRequest(
  runs: readonly Run[],
  { laws, fits }: WantedFits,
  options: FitOptions,
): AnalysisRequest {
  const parts = new Set<RunPart>(fits.map((name) => FITS[name]));
  // A rate at which a model diverges is a result.
  const isLost = fits.includes('rates') ? haveAllDiverged : hasDiverged;
  const sound = runs.filter((run) => !isLost(run));
  return { runs: sound.map((run) => analysedRun(run, parts)), laws, fits, options };
}

/** @param parts the parts of a run that the fits need besides its losses */
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
    rates: plan.lanes.map(({ learningRate }) => learningRate),
    models: modelNames(run),
    curve: parts.has('curve') && losses !== null ? withoutSpare(curve) : null,
    positionLosses: parts.has('positionLosses') ? finalContextLosses(run) : null,
  };
}

/** [R] the settings and seeds of each lane: those of one name are one model that several machines trained. */
function modelNames({ beganFrom, plan, settings, uniqueTokens }: Run): string[] {
  const { batch, corpus, lanes, shape, steps } = plan;
  const shapeKey = Object.entries(shape).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const common = [
    settings.series,
    settings.corpus,
    corpus.kind,
    corpus.kind === 'text' ? corpus.parts : undefined,
    batch,
    steps,
    uniqueTokens,
    shapeKey,
    beganFrom,
  ];
  return lanes.map(({ initSeed, learningRate, orderSeed }) =>
    JSON.stringify([common, initSeed, orderSeed, learningRate.toPrecision(6)]),
  );
}

/** A curve without the memory that it reserves for more steps, because a message would carry that too. */
function withoutSpare({ lanes, steps, losses }: Curve): LaneCurves {
  return { lanes, steps, losses: losses.slice(0, steps * lanes) };
}

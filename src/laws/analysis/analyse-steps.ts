import type { KaplanStepsConstants, StepsSize } from '../batch-size/kaplan-steps-form.ts';
import { fitKaplanStepsLaw } from '../batch-size/kaplan-steps-law.ts';
import type { KaplanStepsLaw } from '../batch-size/kaplan-steps-law.ts';
import { epochs, sixND } from '../counting/count-parameters.ts';
import { logBins } from '../curves/log-bins.ts';
import { smoothCurve } from '../curves/smooth-curve.ts';
import type { LossCurve } from '../curves/smooth-curve.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { Measured } from '../regression/form.ts';
import type { Estimate } from '../stats/interval.ts';
import { extent } from '../stats/extent.ts';
import { logSpaced } from '../stats/log-spaced.ts';
import { rootMeanSquare } from '../stats/mean.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { estimatesOf } from './analyse-joint-law.ts';
import { efficientTraining } from './efficient-training.ts';
import type { EfficientTraining } from './efficient-training.ts';
import { laneCurve, meanCurve } from './lane-curve.ts';
import type { AnalysedRun, FitInput } from './request.ts';
import { lawPlace, sharedShapes } from './trained-model.ts';
import { unshownSurface } from './unshown.ts';

/** Kaplan's L(N, S_min), where S replaces S_min because B_crit is not known. */
export interface StepsAnalysis {
  readonly constants: Readonly<Record<keyof KaplanStepsConstants, Estimate>>;
  readonly formula: string;
  readonly agreeing: number;
  readonly starts: number;
  /** B in tokens, the same for all runs. */
  readonly stepTokens: number;
  /** Root mean square of the log of the loss over the predicted loss. */
  readonly deviation: number;
  /** Ascending in N. */
  readonly curves: readonly StepsCurve[];
  readonly efficient: EfficientTraining | Refusal;
}

/** A training curve, mean over the seeds, and the law along it. */
export interface StepsCurve {
  readonly run: string;
  /** N. */
  readonly parameters: number;
  /** The points that were fitted, ascending in steps. */
  readonly points: readonly StepsSample[];
  /** The law between the first and the last of these. */
  readonly samples: readonly StepsSample[];
}

export interface StepsSample {
  readonly step: number;
  readonly loss: number;
}

/** This share at the start of a run is left out, because it is warm-up and transient. */
const TRANSIENT = 0.1;
/** Number of points of a curve that are fitted, evenly spaced in log S. */
const POINTS = 12;
/** Number of points that the law is drawn with along a curve. */
const SAMPLES = 40;

/**
 * L(N, S_min) of Kaplan et al. 2020, equation 1.6, through the smoothed training curves after their transient. S
 * replaces S_min, because runs of one batch size do not show B_crit. A curve is one run of the bootstrap. If some runs
 * read their text once, the others are left out: L(N, S_min) is a law of training on text without end.
 */
export function analyseSteps(
  { runs, options: { convention, loss: criterion } }: FitInput,
  onProgress: OnProgress,
): StepsAnalysis | Refusal {
  const curved = leastRepeating(
    runs.filter(({ curve, fitted }) => fitted && curve !== null && curve.steps > 0),
  );
  const batches = [...new Set(curved.map(({ stepTokens }) => stepTokens))];
  if (batches.length > 1)
    return { refused: `L(N, S_min) needs runs of one batch size, or B_crit: there are ${batches.length}` };
  const named = sharedShapes(curved);
  const sizeOf = (run: AnalysedRun) => lawPlace(run, 'N', convention);
  const points = curved.flatMap((run) =>
    pointsOf(run, sizeOf(run)).map((point) => ({ ...point, ...named(run) })),
  );
  const law = fitKaplanStepsLaw(points, { criterion, onProgress });
  if (isRefusal(law)) return law;
  const constants = estimatesOf(law.parameters, law.intervals);
  const unshown = unshownSurface(constants);
  if (unshown !== null) return unshown;
  const [stepTokens] = batches;
  const curves = curved
    .toSorted((a, b) => sizeOf(a) - sizeOf(b))
    .map((run) => curveOf(run, sizeOf(run), law));
  const computes = points.map(({ parameters, steps }) => sixND(parameters, stepTokens * steps));
  return {
    constants,
    formula: law.formula,
    agreeing: law.agreeing,
    starts: law.starts,
    stepTokens,
    deviation: rootMeanSquare(law.residuals),
    curves,
    efficient: efficientTraining(
      law,
      stepTokens,
      [...new Set(curves.map(({ parameters }) => parameters))],
      extent(computes),
    ),
  };
}

function leastRepeating(runs: readonly AnalysedRun[]): readonly AnalysedRun[] {
  const once = runs.filter(({ tokens, uniqueTokens }) => epochs(tokens, uniqueTokens) <= 1);
  return once.length > 0 ? once : runs;
}

/** The points of every seed, each a run of its own. */
function pointsOf({ id, curve }: AnalysedRun, parameters: number): Measured<StepsSize>[] {
  if (curve === null) return [];
  return Array.from({ length: curve.lanes }, (_, lane) => lane).flatMap((lane) =>
    settled(laneCurve(curve, lane)).map(({ step, loss }) => ({
      parameters,
      steps: step,
      loss,
      run: `${id}, seed ${lane + 1}`,
    })),
  );
}

/** A smoothed curve after its transient, in a few points. */
function settled(curve: LossCurve): StepsSample[] {
  const { steps, losses } = smoothCurve(curve);
  const first = Math.floor(TRANSIENT * steps.length);
  const { x, y } = logBins(
    { steps: Array.from(steps).slice(first), losses: Array.from(losses).slice(first) },
    POINTS,
  );
  return x.map((log, i) => ({ step: Math.exp(log), loss: Math.exp(y[i]) }));
}

function curveOf({ id, curve }: AnalysedRun, parameters: number, { predict }: KaplanStepsLaw): StepsCurve {
  const points = curve === null ? [] : settled(meanCurve(curve));
  const places = logSpaced(points[0].step, points[points.length - 1].step, SAMPLES);
  return {
    run: id,
    parameters,
    points,
    samples: places.map((step) => ({ step, loss: predict({ parameters, steps: step }) })),
  };
}

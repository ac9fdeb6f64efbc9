import type { AllocationLaw } from '../compute-optimal/allocation-law.ts';
import { compareApproaches } from '../compute-optimal/approaches.ts';
import type { Approaches } from '../compute-optimal/approaches.ts';
import { isOffCentre } from '../compute-optimal/isoflop-budget.ts';
import type { IsoflopBudget } from '../compute-optimal/isoflop-budget.ts';
import type { IsoflopLaw } from '../compute-optimal/isoflop-law.ts';
import type { ChinchillaLaw } from '../joint/chinchilla-law.ts';
import type { Allocation, ChinchillaConstants } from '../joint/optimal-allocation.ts';
import { isRefusal } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { Estimate, Interval } from '../stats/interval.ts';
import { logSpaced } from '../stats/log-spaced.ts';
import type { OnProgress } from '../stats/replicates.ts';
import { estimatesOf, jointLawAnalysis, jointLawModel } from './analyse-joint-law.ts';
import type { JointLawAnalysis, JointLawModel } from './analyse-joint-law.ts';
import { curvePoints } from './lane-curve.ts';
import type { FitInput } from './request.ts';
import { finishedModels, parametersOf, trainedModels } from './trained-model.ts';
import type { TrainedModel } from './trained-model.ts';
import { unshownSurface } from './unshown.ts';
import { extent } from '../stats/extent.ts';

/** Three approaches to N_opt ∝ C^a and D_opt ∝ C^b. */
export interface ApproachesAnalysis {
  readonly envelope: (OptimumAnalysis & { readonly points: readonly OptimumPoint[] }) | Refusal;
  readonly isoflop: IsoflopAnalysis | Refusal;
  readonly jointLaw: (OptimumAnalysis & ChinchillaAnalysis) | Refusal;
  readonly table: readonly ApproachRow[];
}

export interface ApproachRow {
  readonly number: 1 | 2 | 3;
  /** `envelope of curves`, `IsoFLOP parabolas`, `L(N, D)`. */
  readonly name: string;
  readonly exponents: { readonly a: Estimate; readonly b: Estimate } | Refusal;
}

/** N_opt and D_opt as powers of C. */
export interface OptimumAnalysis {
  readonly a: Estimate;
  readonly b: Estimate;
  readonly formula: string;
  /** Ascending in C, over the budgets of the runs. */
  readonly optima: readonly OptimumSample[];
}

export interface OptimumSample {
  readonly compute: number;
  readonly parameters: Estimate;
  readonly tokens: Estimate;
}

/** A budget, and the optimum with it. */
export interface OptimumPoint extends Allocation {
  readonly compute: number;
  /** Log of N over the N_opt of the law. */
  readonly residual: number;
}

export interface IsoflopAnalysis extends OptimumAnalysis {
  /** Budgets with a minimum, ascending in C. */
  readonly budgets: readonly IsoflopParabola[];
  /** Why each of the other budgets was left out. */
  readonly leftOut: readonly string[];
}

export interface IsoflopParabola extends OptimumPoint {
  /** The place of the minimum between the window's smallest N (0) and its largest (1) on a log scale; 0.5 is unbiased. */
  readonly centring: number;
  /** Whether that place is so far from the middle that the parabola is biased. */
  readonly offCentre: boolean;
  /** How far the window reaches from the size with the lowest loss, as a factor. */
  readonly reach: number;
  /** Names of the runs of this budget outside the window, which the parabola does not use. */
  readonly outside: readonly string[];
  /** The least loss of the parabola. */
  readonly loss: number;
  /** The models in the window, ascending in N. */
  readonly models: readonly JointLawModel[];
  /** The parabola from the smallest N of the window to the largest. */
  readonly samples: readonly { readonly parameters: number; readonly loss: number }[];
}

export interface ChinchillaAnalysis extends JointLawAnalysis<keyof ChinchillaConstants> {
  /** Finished models that the fit did not use, with the 95 % prediction interval of the loss of each. */
  readonly leftOut: readonly PredictedModel[];
}

/** A model that the law predicts without having used it. */
export type PredictedModel = JointLawModel & Interval;

/** Number of budgets at which optima are drawn. */
const OPTIMA = 24;
/** Number of points that a parabola is drawn with. */
const SAMPLES = 40;

/**
 * The three approaches of Hoffmann et al. 2022: the first fits the training curves, the others the final validation
 * losses.
 */
export function analyseApproaches({ runs, options }: FitInput, onProgress: OnProgress): ApproachesAnalysis {
  const { convention, loss: criterion } = options;
  const models = trainedModels(runs, convention);
  const unused = finishedModels(
    runs.filter((run) => !run.fitted),
    convention,
  );
  const fitted = new Set(models.map(({ ref }) => ref.run));
  const curves = runs
    .filter(({ id }) => fitted.has(id))
    .flatMap((run) => curvePoints(run, parametersOf(run.shape, convention)));
  const approaches = compareApproaches(curves, models, { criterion, onProgress });
  const [{ law: envelope }, { law: isoflop }, { law: jointLaw }] = approaches;
  const surface = shownSurface(jointLaw);
  const budgets = models.map(({ compute }) => compute);
  const range = extent(budgets);
  return {
    envelope: unlessRefused(envelope, (law) => ({
      ...optimumAnalysis(law, range),
      points: law.frontier.map(({ compute, parameters, tokens }, i) => ({
        compute,
        parameters,
        tokens,
        residual: law.residuals[i],
      })),
    })),
    isoflop: unlessRefused(isoflop, (law) => isoflopAnalysis(law, range)),
    jointLaw: unlessRefused(surface, (law) => ({
      ...jointLawAnalysis(law, models),
      leftOut: predictedModels(law, unused),
      ...optimumAnalysis(law, range),
      formula: law.formula,
    })),
    table: rowsOf(approaches).map((row) =>
      row.number === 3 && isRefusal(surface) ? { ...row, exponents: surface } : row,
    ),
  };
}

function shownSurface(law: ChinchillaLaw | Refusal): ChinchillaLaw | Refusal {
  return isRefusal(law) ? law : (unshownSurface(estimatesOf(law.parameters, law.intervals)) ?? law);
}

function predictedModels(law: ChinchillaLaw, models: readonly TrainedModel[]): PredictedModel[] {
  return models.map((model) => {
    const predicted = law.predict(model);
    return { ...jointLawModel(model, predicted, Math.log(model.loss / predicted)), ...law.ring(model) };
  });
}

function rowsOf(approaches: Approaches<TrainedModel>): ApproachRow[] {
  return approaches.map(({ number, name, law }) => ({
    number,
    name,
    exponents: isRefusal(law) ? law : law.exponents,
  }));
}

function optimumAnalysis(law: AllocationLaw, range: readonly [number, number]): OptimumAnalysis {
  const { exponents, formula } = law;
  return { ...exponents, formula, optima: logSpaced(...range, OPTIMA).map((C) => optimumAt(law, C)) };
}

function optimumAt({ optimum, optimumBand }: AllocationLaw, compute: number): OptimumSample {
  const { parameters, tokens } = optimum(compute);
  const band = optimumBand(compute);
  return {
    compute,
    parameters: { value: parameters, ...band.parameters },
    tokens: { value: tokens, ...band.tokens },
  };
}

function isoflopAnalysis(law: IsoflopLaw<TrainedModel>, range: readonly [number, number]): IsoflopAnalysis {
  return {
    ...optimumAnalysis(law, range),
    budgets: law.budgets.map((budget, i) => parabolaOf(budget, law.residuals[i])),
    leftOut: law.leftOut,
  };
}

function parabolaOf(
  { compute, points, outside, reach, optimum, centring, residuals, predict }: IsoflopBudget<TrainedModel>,
  residual: number,
): IsoflopParabola {
  const [least, most] = [points[0], points[points.length - 1]].map(({ parameters }) => parameters);
  return {
    compute,
    ...optimum,
    residual,
    centring,
    offCentre: isOffCentre(centring),
    reach,
    outside: outside.map(({ ref }) => ref.run),
    loss: predict(optimum.parameters),
    models: points.map((point, i) => jointLawModel(point, point.loss / Math.exp(residuals[i]), residuals[i])),
    samples: logSpaced(least, most, SAMPLES).map((parameters) => ({
      parameters,
      loss: predict(parameters),
    })),
  };
}

function unlessRefused<Law extends object, Data>(
  law: Law | Refusal,
  describe: (law: Law) => Data,
): Data | Refusal {
  return isRefusal(law) ? law : describe(law);
}

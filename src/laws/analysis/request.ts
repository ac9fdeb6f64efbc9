import type { KaplanStepsConstants } from '../batch-size/kaplan-steps-form.ts';
import type { CountedShape } from '../counting/count-parameters.ts';
import type { ParameterConvention } from '../counting/parameter-convention.ts';
import type { KaplanSymbol } from '../joint/kaplan-form.ts';
import type { Allocation, ChinchillaConstants } from '../joint/optimal-allocation.ts';
import type { FloorChoice } from '../power-law/choose-floor.ts';
import type { PositionLoss } from '../power-law/position-law.ts';
import type { Refusal } from '../refusal.ts';
import type { LossFunction } from '../stats/huber.ts';
import type { Estimate, Interval } from '../stats/interval.ts';

/**
 * What is asked of an analysis and what it answers: plain data, which crosses to a worker and back. Runs go by their ids;
 * losses are in nats per token, C in FLOPs, N by the convention asked for. What cannot be fitted is refused in its place.
 */

/** What a power law is of: parameters, tokens seen, distinct tokens, or compute. */
export type LawVariable = 'N' | 'D' | 'U' | 'C';

/** A fit that is made beside the power laws of the series. */
export type FitName =
  /** The lowest loss that any of the curves reaches with C FLOPs, and its power law. */
  | 'frontier'
  /** Approaches 1, 2 and 3 of Hoffmann et al. 2022, side by side. */
  | 'approaches'
  /** L(N, D) of Kaplan et al. 2020 with D the distinct tokens. */
  | 'grid'
  /** Hyperbolas of steps against tokens, and B_crit(L). */
  | 'batch'
  /** One line L(N) for all models of two or more layers, with and without what Kaplan et al. leave out of N. */
  | 'depth'
  /** Spread over the seeds of each run, and the knee of its curve. */
  | 'dynamics'
  /** How many tokens a model takes to the final loss of the next smaller one. */
  | 'efficiency'
  /** The loss over positions in the context, a + b·T^−c, of each run. */
  | 'positions'
  /** L(N, S_min) of Kaplan et al. 2020, through the training curves. */
  | 'steps';

/** How a person wants the fits made. */
export interface FitOptions {
  /** Of the power laws. */
  readonly floor: FloorChoice;
  /** Which numbers N counts. */
  readonly convention: ParameterConvention;
  /** Huber's loss with δ = 1e-3 on log loss, or least squares. */
  readonly loss: LossFunction;
}

export interface AnalysisRequest {
  readonly runs: readonly AnalysedRun[];
  /** Power laws of each series, one a variable. */
  readonly laws: readonly LawVariable[];
  readonly fits: readonly FitName[];
  readonly options: FitOptions;
}

/** A run as the fits see it. */
export interface AnalysedRun {
  readonly id: string;
  /** Runs of one series share their power laws. */
  readonly series: string;
  readonly shape: CountedShape;
  /** D of one lane. */
  readonly tokens: number;
  /** U, distinct tokens among these. */
  readonly uniqueTokens: number;
  /** C of one lane, counted exactly. */
  readonly compute: number;
  /** Tokens of one lane in a step. */
  readonly stepTokens: number;
  /** Whether fits take its points. */
  readonly fitted: boolean;
  /** [R] validation losses that its lanes reached; null before it has finished. */
  readonly losses: ArrayLike<number> | null;
  /** Training losses; null before it has finished, or where no fit looks at curves. */
  readonly curve: LaneCurves | null;
  /** [R, T] validation losses at each position of the window at its end; null where no fit looks at them, or none are known. */
  readonly positionLosses: ArrayLike<number> | null;
}

/** Training losses of the lanes of a run. */
export interface LaneCurves {
  /** R. */
  readonly lanes: number;
  readonly steps: number;
  /** [at least steps, R]; rows from `steps` on mean nothing. */
  readonly losses: ArrayLike<number>;
}

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

/** The power law of one series in one variable. */
export interface LawAnalysis {
  readonly series: string;
  readonly of: LawVariable;
  readonly law: SampledLaw | Refusal;
}

/** One trained model: a lane of a run. */
export interface ModelRef {
  readonly run: string;
  readonly lane: number;
}

/** A model that a fit used, and what the fit makes of it. */
export interface FittedModel extends ModelRef {
  readonly loss: number;
  readonly predicted: number;
  /** Log of the loss over the predicted loss. */
  readonly residual: number;
}

/** One that stands on a power law. */
export interface LawModel extends FittedModel {
  /** N, D, U or C. */
  readonly x: number;
}

/** A law at one place, with the 95 % band of the curve. */
export interface LawSample extends Interval {
  /** N, D, U or C. */
  readonly x: number;
  readonly loss: number;
}

/** What a law foretells of a run that has not finished: 95 % interval of the loss of one model. */
export interface LawRing extends LawSample {
  readonly run: string;
}

/** A power law L = E + (X_c/x)^α with its uncertainty, drawn at places. */
export interface SampledLaw {
  readonly of: LawVariable;
  readonly hasFloor: boolean;
  /** E; 0 for a law without a floor. */
  readonly floor: number;
  /** X_c. */
  readonly scale: number;
  /** α. */
  readonly exponent: number;
  readonly intervals: {
    readonly exponent: Interval;
    readonly scale: Interval;
    /** Null for a law without one. */
    readonly floor: Interval | null;
  };
  /** To three digits, as `L(N) = 1.01 + (1850 / N)^0.436`. */
  readonly formula: string;
  /** Which form and why, in one or two sentences. */
  readonly reason: string;
  /** What the fit minimised. */
  readonly objective: number;
  readonly aicc: number;
  /** The other form, or why it cannot be fitted. */
  readonly alternative: { readonly formula: string; readonly aicc: number } | Refusal;
  /** Those that the fit used, ascending in x. */
  readonly models: readonly LawModel[];
  /** Others that have finished and that the fit did not use, ascending in x. */
  readonly leftOut: readonly LawModel[];
  /** Ascending in x, evenly spaced on a log axis from the smallest run planned to the largest. */
  readonly samples: readonly LawSample[];
  /** The least and the greatest x among `models`: beyond, the law is a guess. */
  readonly fittedRange: readonly [number, number];
  /** One a run of the series that has not finished, ascending in x. */
  readonly rings: readonly LawRing[];
  /** What the law says of the largest models where it has not seen them; null where too few sizes would be left. */
  readonly heldOut: HeldOutAnalysis | Refusal | null;
}

/** The largest one or two sizes of model, foretold by a law of the same form that was fitted to the others. */
export interface HeldOutAnalysis {
  /** Ascending in x. */
  readonly sizes: readonly HeldOutSize[];
  /** Models of these sizes, and how many of their losses lie in the 95 % prediction interval. */
  readonly models: number;
  readonly landed: number;
}

/** One size, with the 95 % prediction interval of the loss of a model of it. */
export interface HeldOutSize extends Interval {
  readonly x: number;
  readonly predicted: number;
  /** Mean over the models of this size. */
  readonly loss: number;
}

/** L(C): the best that was reached with a budget. */
export interface FrontierAnalysis {
  /** Of the training curves, smoothed; ascending in C. Empty where there are none. */
  readonly points: readonly FrontierSample[];
  /** Through each size of model, in the middle of the budgets at which it is best. */
  readonly law: FrontierFit | Refusal;
}

/** Its models are runs on the frontier, `x` what they had spent there and `lane` 0. */
export type FrontierFit = Omit<SampledLaw, 'rings' | 'leftOut'>;

export interface FrontierSample extends Allocation {
  readonly run: string;
  readonly compute: number;
  readonly loss: number;
  /** Whether a smaller and a larger model do worse there; the law takes no others. */
  readonly interior: boolean;
}

/** Three ways to N_opt ∝ C^a and D_opt ∝ C^b. */
export interface ApproachesAnalysis {
  readonly envelope: (OptimumAnalysis & { readonly points: readonly OptimumPoint[] }) | Refusal;
  readonly isoflop: IsoflopAnalysis | Refusal;
  readonly surface: (OptimumAnalysis & ChinchillaAnalysis) | Refusal;
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

/** A budget, and what was best there. */
export interface OptimumPoint extends Allocation {
  readonly compute: number;
  /** Log of N over N_opt of the law. */
  readonly residual: number;
}

export interface IsoflopAnalysis extends OptimumAnalysis {
  /** Those with a minimum, ascending in C. */
  readonly budgets: readonly IsoflopParabola[];
  /** Why each of the other budgets was left out. */
  readonly leftOut: readonly string[];
}

export interface IsoflopParabola extends OptimumPoint {
  /** Where the minimum lies between the smallest N (0) and the largest (1) on a log scale; 0.5 is unbiased. */
  readonly centring: number;
  /** The least loss of the parabola. */
  readonly loss: number;
  /** Ascending in N. */
  readonly models: readonly SurfaceModel[];
  /** The parabola from the smallest N to the largest. */
  readonly samples: readonly { readonly parameters: number; readonly loss: number }[];
}

/** A model that a law of N and D used. */
export interface SurfaceModel extends FittedModel, Allocation {
  readonly compute: number;
}

/** A fitted law of N and D. */
export interface SurfaceAnalysis<Symbol extends string> {
  readonly constants: Readonly<Record<Symbol, Estimate>>;
  readonly formula: string;
  readonly objective: number;
  /** How many of the starts of the search ended there. */
  readonly agreeing: number;
  readonly starts: number;
  readonly aicc: number;
  /** Ascending in N, D and loss. */
  readonly models: readonly SurfaceModel[];
}

export type ChinchillaAnalysis = SurfaceAnalysis<keyof ChinchillaConstants>;

/** Kaplan's L(N, D), D the distinct tokens: `tokens` of models and sections are U. */
export interface GridAnalysis extends SurfaceAnalysis<KaplanSymbol> {
  /** L over N at each U, ascending in U. */
  readonly sections: readonly { readonly tokens: number; readonly samples: readonly LawSample[] }[];
  /** What a small corpus costs a model beside the largest one. */
  readonly overfitting: readonly OverfittedModel[];
  /** Spearman's correlation of place and cost over these; NaN of fewer than three. */
  readonly collapse: number;
}

export interface OverfittedModel extends ModelRef {
  /** N^(α_N/α_D) / U. */
  readonly place: number;
  /** L(N, U) / L(N, largest U) − 1, as measured. */
  readonly cost: number;
  /** The same by the law. */
  readonly predicted: number;
}

/** Steps against tokens at equal losses. */
export interface BatchAnalysis {
  /** Descending in loss. */
  readonly levels: readonly BatchLevel[];
  /** B_crit(L) through the levels that have one. */
  readonly law: CriticalBatchFit | Refusal;
}

export interface BatchLevel {
  /** Of training, smoothed. */
  readonly loss: number;
  /** What each batch size took, ascending: the fewest of its lanes. */
  readonly runs: readonly BatchCost[];
  /** Why other runs say nothing. */
  readonly leftOut: readonly string[];
  readonly hyperbola: HyperbolaFit | Refusal;
}

export interface BatchCost extends ModelRef {
  /** B in tokens. */
  readonly batch: number;
  /** S. */
  readonly steps: number;
  /** E = B·S. */
  readonly tokens: number;
}

/** (S/S_min − 1)(E/E_min − 1) = 1. */
export interface HyperbolaFit {
  /** B_crit in tokens. */
  readonly criticalBatch: Estimate;
  readonly fewestSteps: Estimate;
  readonly fewestTokens: Estimate;
  readonly formula: string;
  /** Log of the steps over those of the hyperbola, for each of the level's runs. */
  readonly residuals: readonly number[];
  /** Ascending in batch size. */
  readonly samples: readonly { readonly batch: number; readonly steps: number; readonly tokens: number }[];
}

/** B_crit = B_* / L^(1/α_B). */
export interface CriticalBatchFit {
  readonly B_star: Estimate;
  readonly alpha_B: Estimate;
  readonly formula: string;
  /** Ascending in loss. */
  readonly samples: readonly ({ readonly loss: number; readonly batch: number } & Interval)[];
}

/** One line for models of two or more layers, by both counts of N; those of one layer are its `leftOut`. */
export interface DepthAnalysis {
  readonly nonEmbedding: SampledLaw | Refusal;
  readonly total: SampledLaw | Refusal;
}

/** What the seeds of a run and its curve show. */
export interface RunDynamics {
  readonly run: string;
  readonly seeds: number;
  /** Of the losses reached, in nats. */
  readonly ends: { readonly mean: number; readonly deviation: number } | Refusal;
  /** Over a few hundred places, evenly spaced on a log axis. */
  readonly spread: readonly SpreadSample[] | Refusal;
  /** Of the mean curve. */
  readonly knee: KneeFit | Refusal;
}

/** Training loss over seeds at one step, with the 95 % interval of its mean. */
export interface SpreadSample extends Interval {
  readonly step: number;
  readonly mean: number;
  readonly deviation: number;
}

export interface KneeFit {
  readonly step: Estimate;
  /** The smoothed loss there. */
  readonly loss: number;
  /** Slopes of log loss over log step. */
  readonly slopes: { readonly before: number; readonly after: number };
}

/** Two models next to each other in N, and the loss at which the smaller one ended. */
export interface EfficiencyStep {
  readonly small: string;
  readonly large: string;
  readonly loss: number;
  /** D of the smaller one. */
  readonly smallTokens: number;
  /** What the larger one took; null where it never came there. */
  readonly largeTokens: number | null;
}

/** Loss over positions in the context. */
export interface PositionAnalysis {
  /** One a finished run whose losses by position are known, ascending in N. */
  readonly curves: readonly PositionCurve[];
  /** One a pair of neighbours in N of one series. */
  readonly pairs: readonly PositionPair[];
}

export interface PositionCurve {
  readonly run: string;
  /** Means over the seeds and, on a log axis, over neighbours; ascending in position. */
  readonly points: readonly PositionLoss[];
  readonly law: PositionFit | Refusal;
}

/** a + b·T^−c through every position. */
export interface PositionFit {
  readonly a: Estimate;
  readonly b: Estimate;
  readonly c: Estimate;
  readonly rSquared: number;
  readonly formula: string;
  /** Ascending in position. */
  readonly samples: readonly PositionLoss[];
}

/** At how many positions a model does better than the next smaller one. */
export interface PositionPair {
  readonly small: string;
  readonly large: string;
  readonly lower: number;
  readonly positions: number;
}

/** Kaplan's L(N, S_min), with S taken for S_min: B_crit is not known. */
export interface StepsAnalysis {
  readonly constants: Readonly<Record<keyof KaplanStepsConstants, Estimate>>;
  readonly formula: string;
  readonly agreeing: number;
  readonly starts: number;
  /** B in tokens, one for all. */
  readonly stepTokens: number;
  /** Root mean square of log loss over the law's. */
  readonly deviation: number;
  /** Ascending in N. */
  readonly curves: readonly StepsCurve[];
}

/** A training curve, mean over the seeds, and the law along it. */
export interface StepsCurve {
  readonly run: string;
  /** Where the fit took it, ascending in steps. */
  readonly points: readonly StepsSample[];
  /** By the law, between these. */
  readonly samples: readonly StepsSample[];
}

export interface StepsSample {
  readonly step: number;
  readonly loss: number;
}

import { bestRate, rateRatio, triedRates, type BestRate, type TriedRate } from '../curves/best-rate.ts';
import { isRefusal, type Refusal } from '../refusal.ts';
import type { Estimate } from '../stats/interval.ts';
import type { AnalysedRun, FitInput } from './request.ts';

/** The best learning rate of each model, and whether it moves from the first to the last. */
export interface RatesAnalysis {
  /** One for each run with losses, in their order. */
  readonly models: readonly RatesOfModel[];
  /** The best rate of the last model over that of the first one. */
  readonly ratio: Estimate | Refusal;
}

export interface RatesOfModel {
  /** Id of the run whose lanes tried the rates. */
  readonly run: string;
  /** Ascending. */
  readonly tried: readonly TriedRate[];
  readonly best: BestRate | Refusal;
}

/** The best rate of each run whose lanes differ in their learning rate. Lanes that diverged count as such. */
export function analyseRates({ runs }: FitInput): RatesAnalysis {
  const models = runs.filter(({ fitted }) => fitted).flatMap(ratesOf);
  return { models, ratio: ratioOf(models) };
}

function ratesOf({ id, losses, rates = [] }: AnalysedRun): RatesOfModel[] {
  if (losses === null) return [];
  const trials = rates.map((rate, lane) => ({ rate, loss: losses[lane] ?? NaN }));
  return [{ run: id, tried: triedRates(trials), best: bestRate(trials) }];
}

function ratioOf(models: readonly RatesOfModel[]): Estimate | Refusal {
  const found = models.flatMap(({ best }) => (isRefusal(best) || best.place !== 'inside' ? [] : [best.rate]));
  if (models.length < 2 || found.length < models.length)
    return { refused: 'both models need a best rate inside the rates tried' };
  return rateRatio(found[0], found[found.length - 1]);
}

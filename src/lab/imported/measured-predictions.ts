import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { LawVariable } from '../../laws/analysis/request.ts';
import type { SampledLaw } from '../../laws/analysis/sampled-law.ts';
import type { FittedModel } from '../../laws/analysis/trained-model.ts';
import { isRefusal } from '../../laws/refusal.ts';
import { measuredFits } from './measured-fits.ts';
import type { MeasuredTable } from './measured-run.ts';

/** The law that the page states first, and what it predicts for each run. */
export interface MeasuredPredictions {
  /** `L(N, D)`, `L(N)`; empty without a law. */
  readonly law: string;
  /** By the run's id. */
  readonly of: ReadonlyMap<string, MeasuredPrediction>;
}

export interface MeasuredPrediction {
  /** In the unit of the table. */
  readonly predicted: number;
  /** Log of the loss over the predicted loss. */
  readonly residual: number;
  /** 95 % interval of one more run, for a run that the joint law has not used; null otherwise. */
  readonly ring: { readonly low: number; readonly high: number } | null;
}

/** What the stated law predicts for the runs of a table. If the law of N and D is refused, the power laws predict. */
export function measuredPredictions(table: MeasuredTable, analysis: Analysis): MeasuredPredictions {
  const { subject, laws } = measuredFits(table);
  const joint = analysis.approaches?.jointLaw;
  if (subject === 'approaches' && joint !== undefined && !isRefusal(joint)) {
    const unused = joint.leftOut.map((model) => [model.run, { ...figuresOf(model), ring: model }] as const);
    return { law: 'L(N, D)', of: new Map([...joint.models.map(entryOf), ...unused]) };
  }
  const [of] = laws;
  const fitted = sampledLaws(analysis, of);
  if (of === undefined || fitted.length === 0) return { law: '', of: new Map() };
  const models = fitted.flatMap((law) => [...law.models, ...law.leftOut]);
  return { law: `L(${of})`, of: new Map(models.map(entryOf)) };
}

/** The power laws in a variable that were not refused. */
function sampledLaws({ laws }: Pick<Analysis, 'laws'>, of: LawVariable | undefined): SampledLaw[] {
  return laws.flatMap((found) => (found.of !== of || isRefusal(found.law) ? [] : [found.law]));
}

function entryOf(model: FittedModel): readonly [string, MeasuredPrediction] {
  return [model.run, { ...figuresOf(model), ring: null }];
}

function figuresOf({ predicted, residual }: FittedModel): Pick<MeasuredPrediction, 'predicted' | 'residual'> {
  return { predicted, residual };
}

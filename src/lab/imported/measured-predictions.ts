import type { Analysis } from '../../laws/analysis/analyse.ts';
import type { FittedModel } from '../../laws/analysis/trained-model.ts';
import { mainLaw } from './main-law.ts';
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
  /** 95 % interval of one more run, for a run that L(N, D) has not used; null otherwise. */
  readonly ring: { readonly low: number; readonly high: number } | null;
}

/** What the stated law predicts for the runs of a table. */
export function measuredPredictions(table: MeasuredTable, analysis: Analysis): MeasuredPredictions {
  const main = mainLaw(table, analysis);
  switch (main.kind) {
    case 'joint': {
      const unused = main.law.leftOut.map(
        (model) => [model.run, { ...figuresOf(model), ring: model }] as const,
      );
      return { law: main.name, of: new Map([...main.law.models.map(entryOf), ...unused]) };
    }
    case 'repeats':
      return { law: main.name, of: new Map(main.law.models.map(entryOf)) };
    case 'power': {
      const models = main.laws.flatMap((law) => [...law.models, ...law.leftOut]);
      return { law: main.name, of: new Map(models.map(entryOf)) };
    }
    case 'none':
      return { law: '', of: new Map() };
    default:
      return main satisfies never;
  }
}

function entryOf(model: FittedModel): readonly [string, MeasuredPrediction] {
  return [model.run, { ...figuresOf(model), ring: null }];
}

function figuresOf({ predicted, residual }: FittedModel): Pick<MeasuredPrediction, 'predicted' | 'residual'> {
  return { predicted, residual };
}

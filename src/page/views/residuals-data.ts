import type { ExperimentId } from '../../lab/experiments/preset.ts';
import { presetOf } from '../../lab/experiments/presets.ts';
import type { Run } from '../../lab/runs/run.ts';
import type { Analysis, LawModel, LawVariable, SurfaceModel } from '../../laws/analysis/request.ts';
import { isRefusal } from '../../laws/refusal.ts';
import type { Residual } from '../../charts/residuals-plot.ts';
import { legendEntries, type LegendEntry } from '../kit/legend-entries.ts';

/** A model beside what the law says of it. */
export interface ResidualFigures extends Residual {
  label: string;
  loss: number;
  predicted: number;
}

/** The fit whose residuals an experiment shows. */
export interface Residuals {
  of: LawVariable;
  /** The law in words. */
  law: string;
  models: ResidualFigures[];
}

/** Residuals of the law that the experiment is about: of N and D where it has one, else of its power laws. */
export function residualsData(runs: readonly Run[], analysis: Analysis, shown: ExperimentId): Residuals {
  const entryOf = legendEntries(runs);
  const surface = surfaceOf(analysis);
  if (surface !== null) {
    const place = (model: SurfaceModel) => ({ ...model, x: model.parameters });
    return {
      of: 'N',
      law: 'L(N, D)',
      models: beside({ models: surface.models.map(place), leftOut: [] }, entryOf),
    };
  }
  const { depth } = analysis;
  if (depth !== null && !isRefusal(depth.nonEmbedding))
    return { of: 'N', law: 'the line of two or more layers', models: beside(depth.nonEmbedding, entryOf) };
  const of = presetOf(shown).laws[0] ?? 'N';
  const laws = analysis.laws.filter((law) => law.of === of);
  return {
    of,
    law: laws.length > 1 ? `its series’ L(${of})` : `L(${of})`,
    models: laws.flatMap(({ law }) => (isRefusal(law) ? [] : beside(law, entryOf))),
  };
}

function surfaceOf({ approaches, grid }: Analysis) {
  if (grid !== null && !isRefusal(grid)) return grid;
  const surface = approaches?.surface ?? null;
  return surface === null || isRefusal(surface) ? null : surface;
}

/** Models of a fit and those that it left out. */
function beside(
  { models, leftOut }: { models: readonly LawModel[]; leftOut: readonly LawModel[] },
  entryOf: (id: string) => LegendEntry,
): ResidualFigures[] {
  const figuresOf = (model: LawModel, fitted: boolean): ResidualFigures => {
    const { label, style } = entryOf(model.run);
    const { loss, predicted, residual, x } = model;
    return { label, style, fitted, x, loss, predicted, share: Math.expm1(residual) };
  };
  return [
    ...models.map((model) => figuresOf(model, true)),
    ...leftOut.map((model) => figuresOf(model, false)),
  ];
}

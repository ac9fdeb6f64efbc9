import type { ExperimentId } from '../lab/experiments/preset.ts';
import { presetOf } from '../lab/experiments/presets.ts';
import type { Run } from '../lab/run.ts';
import type { Analysis, LawVariable } from '../laws/analysis.ts';
import { isRefusal } from '../laws/refusal.ts';
import type { Residual } from './charts/residuals-plot.ts';
import { runLooks } from './run-looks.ts';

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
export function residualsData(
  runs: readonly Run[],
  analysis: Analysis | null,
  shown: ExperimentId,
): Residuals {
  const look = runLooks(runs);
  const surface = surfaceOf(analysis);
  if (surface !== null) {
    const models = surface.models.map((model) => ({ ...model, x: model.parameters }));
    return { of: 'N', law: 'L(N, D)', models: models.map((model) => figuresOf(model, look)) };
  }
  const of = presetOf(shown).lawOf ?? 'N';
  const laws = (analysis?.laws ?? []).filter((law) => law.of === of);
  const models = laws.flatMap(({ law }) => (isRefusal(law) ? [] : law.models));
  const name = laws.length > 1 ? `its series’ L(${of})` : `L(${of})`;
  return { of, law: name, models: models.map((model) => figuresOf(model, look)) };
}

function surfaceOf(analysis: Analysis | null) {
  const grid = analysis?.grid ?? null;
  if (grid !== null && !isRefusal(grid)) return grid;
  const surface = analysis?.approaches?.surface ?? null;
  return surface === null || isRefusal(surface) ? null : surface;
}

function figuresOf(
  model: { run: string; x: number; loss: number; predicted: number; residual: number },
  look: ReturnType<typeof runLooks>,
): ResidualFigures {
  const { label, style } = look(model.run);
  const { loss, predicted, x } = model;
  return { label, style, fitted: true, x, loss, predicted, share: Math.expm1(model.residual) };
}

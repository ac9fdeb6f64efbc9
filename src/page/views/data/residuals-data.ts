import { seriesSubject, subjectOf } from '../../../lab/analysis/subject.ts';
import { presetOf, type ExperimentId } from '../../../lab/experiments/presets.ts';
import type { Run } from '../../../lab/runs/run.ts';
import type { FitOptions, LawVariable } from '../../../laws/analysis/request.ts';
import { isRefusal } from '../../../laws/refusal.ts';
import type { Residual } from '../../../charts/plots/residuals-plot.ts';
import { legendEntries, type LegendEntry } from '../../kit/legend-entries.ts';
import type { Analysis } from '../../../laws/analysis/analyse.ts';
import type { LawModel } from '../../../laws/analysis/sampled-law.ts';
import { residualWords } from '../../law/evidence-words.ts';
import { seriesLabel } from '../../kit/run-styles.ts';

/** A model and what the law predicts for it. */
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
  /** What tests of the residuals found, in sentences. */
  notes: string[];
}

/** Residuals of the experiment's law. If it is refused, residuals of the power laws of its series. */
export function residualsData(
  runs: readonly Run[],
  analysis: Analysis,
  shown: ExperimentId,
  options: Pick<FitOptions, 'convention'>,
): Residuals {
  const entryOf = legendEntries(runs);
  const preset = presetOf(shown);
  const subject = subjectOf(analysis, preset, options);
  if ((subject.kind === 'grid' || subject.kind === 'approaches') && !isRefusal(subject.law)) {
    const models = subject.law.models.map((model) => ({ ...model, x: model.parameters }));
    return { of: 'N', law: 'L(N, D)', models: beside({ models, leftOut: [] }, entryOf), notes: [] };
  }
  if (subject.kind === 'depth' && !isRefusal(subject.law)) {
    const { law } = subject;
    return {
      of: 'N',
      law: 'the line of two or more layers',
      models: beside(law, entryOf),
      notes: residualWords(law),
    };
  }
  const of = preset.laws[0] ?? 'N';
  const { laws } = seriesSubject(analysis, of);
  return {
    of,
    law: laws.length > 1 ? `its series’ L(${of})` : `L(${of})`,
    models: laws.flatMap(({ law }) => (isRefusal(law) ? [] : beside(law, entryOf))),
    notes: laws.flatMap(({ series, law }) =>
      isRefusal(law)
        ? []
        : residualWords(law).map((words) => (laws.length > 1 ? `${seriesLabel(series)}: ${words}` : words)),
    ),
  };
}

/** The models that a fit used, then the models that it left out. */
function beside(
  { models, leftOut }: { models: readonly LawModel[]; leftOut: readonly LawModel[] },
  entryOf: (id: string) => LegendEntry,
): ResidualFigures[] {
  const figuresOf = (model: LawModel, fitted: boolean): ResidualFigures => {
    const { label, style } = entryOf(model.run);
    const { loss, predicted, residual, x } = model;
    return { run: model.run, label, style, fitted, x, loss, predicted, share: Math.expm1(residual) };
  };
  return [
    ...models.map((model) => figuresOf(model, true)),
    ...leftOut.map((model) => figuresOf(model, false)),
  ];
}

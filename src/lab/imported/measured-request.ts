import type { AnalysedRun, AnalysisRequest, FitOptions } from '../../laws/analysis/request.ts';
import type { WantedFits } from '../analysis/analysis-request.ts';
import { curveNames } from './curve-names.ts';
import type { MeasuredRun, MeasuredTable } from './measured-run.ts';

/** A request for fits of a table's runs. */
export function measuredRequest(
  { runs }: MeasuredTable,
  { laws, fits }: WantedFits,
  options: FitOptions,
): AnalysisRequest {
  const curves = curveNames(runs);
  return { runs: runs.map((run) => analysedRun(run, curves.get(run.id))), laws, fits, options };
}

/** A quantity that the table lacks becomes NaN: `measuredFits` asks for no fit that reads it. */
function analysedRun(
  { id, series, sizes, loss, fitted }: MeasuredRun,
  curve: string | undefined,
): AnalysedRun {
  const tokens = sizes.D ?? NaN;
  return {
    id,
    series,
    shape: { parameters: sizes.N ?? NaN },
    tokens,
    uniqueTokens: sizes.U ?? tokens,
    compute: sizes.C ?? NaN,
    stepTokens: NaN,
    fitted,
    losses: [loss],
    curve: null,
    positionLosses: null,
    ...(curve !== undefined && { pointOf: curve }),
  };
}

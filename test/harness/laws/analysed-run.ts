// Runs for the analysis, with losses from a law. Trains nothing and knows no lab.
import type { AnalysedRun, AnalysisRequest } from '../../../src/laws/analysis/request.ts';
import { countParameters, trainingFlops } from '../../../src/laws/counting/count-parameters.ts';
import type { CountedShape } from '../../../src/laws/counting/count-parameters.ts';

/** Loss of a model with N parameters after D tokens. */
export type LossLaw = (parameters: number, tokens: number, lane: number) => number;

export interface RunSpec {
  width: number;
  layers?: number;
  tokens?: number;
  uniqueTokens?: number;
  stepTokens?: number;
  series?: string;
  fitted?: boolean;
  lanes?: number;
  /** Whether the run is not trained yet. */
  queued?: boolean;
}

const TOKENS = 409_600;

/** A run with the losses and curves of a law of N (non-embedding parameters) and D. */
export function analysedRun(spec: RunSpec, law: LossLaw): AnalysedRun {
  const { width, layers = 2, tokens = TOKENS, stepTokens = 1024, series = '', lanes = 1 } = spec;
  const shape: CountedShape = {
    vocabulary: 32,
    context: 128,
    width,
    layers,
    heads: 1,
    feedForward: 4 * width,
    positions: 'rotary',
    tiedHead: false,
  };
  const { nonEmbedding } = countParameters(shape);
  const steps = Math.round(tokens / stepTokens);
  const uniqueTokens = spec.uniqueTokens ?? tokens;
  const losses = Float32Array.from({ length: lanes }, (_, lane) => law(nonEmbedding, uniqueTokens, lane));
  const curve = Float32Array.from({ length: steps * lanes }, (_, i) =>
    law(nonEmbedding, (Math.floor(i / lanes) + 1) * stepTokens, i % lanes),
  );
  const { context } = shape;
  const positionLosses = Float32Array.from({ length: lanes * context }, (_, i) =>
    lossAtPosition(losses[Math.floor(i / context)], (i % context) + 1),
  );
  return {
    id: `d ${width} L ${layers} D ${tokens} U ${uniqueTokens} B ${stepTokens}`,
    series,
    shape,
    tokens,
    uniqueTokens,
    compute: trainingFlops(shape, tokens),
    stepTokens,
    fitted: spec.fitted ?? true,
    losses: spec.queued ? null : losses,
    curve: spec.queued ? null : { lanes, steps, losses: curve },
    positionLosses: spec.queued ? null : positionLosses,
  };
}

/** A loss that falls over positions to 0.9 of the model's loss. */
export function lossAtPosition(loss: number, position: number): number {
  return loss * (0.9 + position ** -0.5);
}

/** A request with the usual options. */
export function requestFor(
  runs: readonly AnalysedRun[],
  wanted: Partial<Pick<AnalysisRequest, 'laws' | 'fits'>>,
): AnalysisRequest {
  const options = { floor: 'never', convention: 'non-embedding', loss: 'huber' } as const;
  return { runs, laws: [], fits: [], ...wanted, options };
}

import type { Lane, ModelShape, RunPlan } from '../engine/trainer.ts';
import { countParameters, sixND, trainingFlops, type ParameterCount } from '../laws/counting.ts';
import type { CorpusText } from './corpus-text.ts';
import { headsOf } from './heads.ts';
import { EVALUATION_WINDOWS, FEED_FORWARD_RATIO, optimizerOf, scheduleOf } from './recipe.ts';
import type { SweepSettings } from './sweep-settings.ts';

/** A run that may be trained, with what it amounts to. */
export interface PlannedRun {
  readonly plan: RunPlan;
  /** By group; N of the laws is `nonEmbedding`. */
  readonly parameters: ParameterCount;
  /** D, tokens one lane sees. */
  readonly tokens: number;
  /** C, training FLOPs of one lane, counted exactly. */
  readonly flops: number;
  /** 6·N·D of one lane. */
  readonly sixND: number;
}

/**
 * Settings as runs, cheapest first.
 * @param sweep prefix of the runs' ids
 * @param base address against which the text's file is found
 */
export function planSweep(
  settings: SweepSettings,
  corpus: CorpusText,
  sweep: string,
  base: string,
): PlannedRun[] {
  return settings.widths
    .map((width) => planRun(settings, corpus, width, sweep, base))
    .sort((a, b) => a.flops - b.flops);
}

function planRun(
  settings: SweepSettings,
  corpus: CorpusText,
  width: number,
  sweep: string,
  base: string,
): PlannedRun {
  const shape = shapeOf(settings, corpus, width);
  const steps = Math.max(1, Math.round(settings.tokens / (settings.batch * settings.context)));
  const tokens = steps * settings.batch * settings.context;
  const parameters = countParameters(shape);
  return {
    plan: {
      id: `${sweep}/d${width}`,
      shape,
      batch: settings.batch,
      steps,
      lanes: lanesOf(settings),
      schedule: scheduleOf(settings.schedule, steps),
      optimizer: optimizerOf(width),
      corpus: { id: corpus.id, url: new URL(corpus.file, base).href },
      evaluation: {
        windows: Math.min(EVALUATION_WINDOWS, corpus.validationWindows),
        steps: evaluationSteps(steps),
      },
      ...(settings.kernels === 'plain' && { plain: true }),
      ...(settings.kernels === 'usual' && { untuned: true }),
    },
    parameters,
    tokens,
    flops: trainingFlops(shape, tokens),
    sixND: sixND(parameters.nonEmbedding, tokens),
  };
}

function shapeOf(settings: SweepSettings, corpus: CorpusText, width: number): ModelShape {
  const heads = headsOf(width, settings.heads);
  if (heads === null) throw new Error(`no heads for width ${width}`);
  return {
    vocabulary: corpus.vocabulary,
    context: settings.context,
    width,
    layers: settings.layers,
    heads,
    feedForward: FEED_FORWARD_RATIO * width,
    positions: 'rotary',
    tiedHead: false,
  };
}

function lanesOf(settings: SweepSettings): Lane[] {
  return Array.from({ length: settings.lanes }, (_, lane) => ({
    initSeed: settings.seed + lane,
    orderSeed: settings.seed + lane,
    learningRate: settings.learningRate,
    weightDecay: 0,
  }));
}

/** At half way and at the end. */
function evaluationSteps(steps: number): number[] {
  return [...new Set([Math.max(1, Math.floor(steps / 2)), steps])];
}

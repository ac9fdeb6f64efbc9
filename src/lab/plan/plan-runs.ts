import type { Lane, ModelShape, RunPlan } from '../../engine/trainer.ts';
import {
  countParameters,
  sixND,
  trainingFlops,
  type ParameterCount,
} from '../../laws/counting/count-parameters.ts';
import { corpusOf, type Corpus } from './corpora.ts';
import { headsOf } from './head-rule.ts';
import { optimizerOf, scheduleOf } from './recipe.ts';
import { runLabels } from './run-labels.ts';
import type { RunSettings } from './run-settings.ts';

/** A run that may be trained, with what it amounts to. */
export interface PlannedRun {
  /** What tells it from the other runs: `d 32`. */
  readonly label: string;
  /** What was asked for. */
  readonly settings: RunSettings;
  readonly plan: RunPlan;
  /** By group; N of the laws is `nonEmbedding`. */
  readonly parameters: ParameterCount;
  /** D, tokens one lane sees. */
  readonly tokens: number;
  /** U, distinct tokens among these; D / U epochs. */
  readonly uniqueTokens: number;
  /** C, training FLOPs of one lane, counted exactly. */
  readonly flops: number;
  /** 6·N·D of one lane. */
  readonly sixND: number;
}

/**
 * Settings as runs, cheapest first.
 * @param sweep prefix of the runs' ids
 * @param base address against which a text's file is found
 */
export function planRuns(runs: readonly RunSettings[], sweep: string, base: string): PlannedRun[] {
  const labels = runLabels(runs);
  return runs
    .map((settings, i) => {
      const corpus = corpusOf(settings.corpus, settings.context);
      return planRun(settings, corpus, labels[i] ?? '', sweep, base);
    })
    .sort((a, b) => a.flops - b.flops);
}

/** The network that a run trains. */
export function shapeOf(settings: RunSettings, vocabulary: number): ModelShape {
  const { context, width, layers } = settings;
  const heads = headsOf(width, settings.heads);
  if (heads === null) throw new Error(`no heads for width ${width}`);
  return {
    kind: 'transformer',
    vocabulary,
    context,
    width,
    layers,
    heads,
    feedForward: Math.round(settings.feedForwardRatio * width),
    positions: 'rotary',
    tiedHead: false,
  };
}

function planRun(
  settings: RunSettings,
  corpus: Corpus,
  label: string,
  sweep: string,
  base: string,
): PlannedRun {
  const { batch, context, evaluation, kernels, width } = settings;
  const shape = shapeOf(settings, corpus.vocabulary);
  const steps = Math.max(1, Math.round(settings.tokens / (batch * context)));
  const tokens = steps * batch * context;
  const windows = trainingWindows(settings, corpus);
  const parameters = countParameters(shape);
  return {
    label,
    settings,
    plan: {
      id: `${sweep}/${label.replaceAll(' ', '')}`,
      shape,
      batch,
      steps,
      lanes: lanesOf(settings),
      schedule: scheduleOf(settings.schedule, steps),
      optimizer: optimizerOf(width),
      corpus: corpus.source(base),
      ...(windows !== null && { trainingWindows: windows }),
      evaluation: {
        windows: Math.min(evaluation.windows, corpus.validationWindows),
        steps: evaluationSteps(steps, evaluation.times),
      },
      ...(kernels === 'plain' && { plain: true }),
      ...(kernels === 'usual' && { untuned: true }),
    },
    parameters,
    tokens,
    uniqueTokens: Math.min(tokens, windows === null ? corpus.uniqueTokens : windows * context),
    flops: trainingFlops(shape, tokens),
    sixND: sixND(parameters.nonEmbedding, tokens),
  };
}

/** Windows that hold U tokens, as near as whole windows can; null for all. */
function trainingWindows({ uniqueTokens, context }: RunSettings, corpus: Corpus): number | null {
  if (uniqueTokens === null) return null;
  return Math.max(1, Math.min(Math.round(uniqueTokens / context), corpus.uniqueTokens / context));
}

function lanesOf({ lanes, learningRate }: RunSettings): Lane[] {
  return lanes.map(({ initSeed, orderSeed, rate }) => ({
    initSeed,
    orderSeed,
    learningRate: learningRate * rate,
    weightDecay: 0,
  }));
}

/** Evenly spread, the last at the end. */
function evaluationSteps(steps: number, times: number): number[] {
  return [
    ...new Set(Array.from({ length: times }, (_, i) => Math.max(1, Math.floor(((i + 1) * steps) / times)))),
  ];
}

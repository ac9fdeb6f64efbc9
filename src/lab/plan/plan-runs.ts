import type { Lane, ModelShape, OtherText, RunPlan } from '../../engine/trainer.ts';
import { countParameters, sixND, trainingFlops } from '../../laws/counting/count-parameters.ts';
import type { ParameterCount } from '../../laws/counting/parameter-count.ts';
import { corpusOf, partsFor, type Corpus, type TextParts } from './corpora.ts';
import { headsOf } from './head-rule.ts';
import { optimizerOf, scheduleOf } from './recipe.ts';
import { runLabels } from './run-labels.ts';
import type { RunSettings } from './run-settings.ts';
import { withSharedWarmup } from './trunk.ts';

/** Overlapping windows begin so many tokens apart, and cover at most so many tokens of held-out text. */
const STRIDE = 5;
const STRETCH = 16_384;
/** Their most cost, as a share of that of training, where a window costs three forward passes. */
const OVERLAPPING_SHARE = 0.1;

/** Windows of each set of tests: a share of answers is known to 3 % (95 %, Wilson). */
const TEST_WINDOWS = 1024;

/** Windows of each other text, if its held-out blocks have so many. */
const OTHER_WINDOWS = 256;

/** A run that can be trained, with its figures. */
export interface PlannedRun {
  /** Distinguishes it from the other runs: `d 32`. */
  readonly label: string;
  /** The settings that a person or an experiment chose. */
  readonly settings: RunSettings;
  readonly plan: RunPlan;
  /** Parameters by group; N of the laws is `nonEmbedding`. */
  readonly parameters: ParameterCount;
  /** D, tokens that one lane sees. */
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
 * @param base address against which the texts are found; without it, the runs cannot be trained
 */
export function planRuns(runs: readonly RunSettings[], sweep: string, base?: string): PlannedRun[] {
  const labels = runLabels(runs);
  const parts = partsNeeded(runs);
  const planned = runs
    .map((settings, i) => {
      const corpus = corpusOf(settings.corpus, settings.context, parts.get(settings.corpus));
      const shape = shapeOf(settings, corpus.vocabulary);
      const label = labels[i] ?? '';
      const id = `${sweep}/${label.replaceAll(' ', '')}`;
      return plannedRun(shape, settings, corpus, stepsOf(settings), {
        label,
        id,
        ...(base !== undefined && { base }),
      });
    })
    .sort((a, b) => a.flops - b.flops);
  return withSharedWarmup(planned);
}

/**
 * How much of each corpus these runs train on: the most that one of them needs. Runs that are compared train on the same
 * text.
 */
function partsNeeded(runs: readonly RunSettings[]): Map<string, TextParts> {
  const needed = new Map<string, TextParts>();
  for (const settings of runs) {
    const { corpus } = settings;
    const parts = textNeeded(settings);
    const most = needed.get(corpus) ?? parts;
    needed.set(corpus, most === 'whole' || parts === 'whole' ? 'whole' : Math.max(most, parts));
  }
  return needed;
}

/** The fewest parts of the corpus that have all distinct tokens of a run. */
export function textNeeded(settings: RunSettings): TextParts {
  const { batch, context, corpus, uniqueTokens } = settings;
  return partsFor(corpus, context, uniqueTokens ?? stepsOf(settings) * batch * context);
}

/** The network that a run trains. */
export function shapeOf(settings: RunSettings, vocabulary: number): ModelShape {
  const { context, width, layers } = settings;
  if (settings.network === 'lstm') return { kind: 'lstm', vocabulary, context, width, layers };
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
    positions: settings.positions ?? 'rotary',
    ...(settings.rotaryBase !== undefined && { rotaryBase: settings.rotaryBase }),
    tiedHead: false,
  };
}

/** The number of whole steps that comes nearest to the tokens asked for. */
export function stepsOf({ batch, context, tokens }: RunSettings): number {
  return Math.max(1, Math.round(tokens / (batch * context)));
}

/** Names of a planned run, and the address of the page, which a run needs for training. */
export interface RunName {
  readonly label: string;
  readonly id: string;
  readonly base?: string;
}

/** A run of a network on a corpus for some steps, with the recipe's schedule and optimizer. */
export function plannedRun(
  shape: ModelShape,
  settings: RunSettings,
  corpus: Corpus,
  steps: number,
  { label, id, base }: RunName,
): PlannedRun {
  const { batch, context, evaluation, kernels, width } = settings;
  const windows = trainingWindows(settings, corpus);
  const mostUnique = windows === null ? corpus.uniqueTokens : windows * context;
  return countedRun({
    label,
    settings,
    plan: {
      id,
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
        ...(evaluation.overlapping === true && {
          overlapping: { windows: overlappingWindows(settings, steps), stride: STRIDE },
        }),
        ...(corpus.tests.length > 0 && {
          tests: corpus.tests.map((name) => ({ name, windows: TEST_WINDOWS })),
        }),
        ...(settings.otherTexts && { texts: otherTexts(settings.otherTexts, settings) }),
      },
      ...(kernels === 'plain' && { plain: true }),
      ...(kernels === 'usual' && { untuned: true }),
    },
    uniqueTokens: Math.min(steps * batch * context, mostUnique),
  });
}

/** Windows in whole batches of the same size for every run of a text, a context and a batch. */
function otherTexts(ids: readonly string[], { batch, context }: RunSettings): OtherText[] {
  return ids.map((id) => {
    const there = Math.min(OTHER_WINDOWS, corpusOf(id, context).validationWindows);
    return { id, windows: Math.floor(there / batch) * batch };
  });
}

/** A plan with N, D and C, which follow from its shape and its steps. */
export function countedRun(
  run: Pick<PlannedRun, 'label' | 'settings' | 'plan' | 'uniqueTokens'>,
): PlannedRun {
  const { batch, shape, steps } = run.plan;
  const parameters = countParameters(shape);
  const tokens = steps * batch * shape.context;
  return {
    ...run,
    parameters,
    tokens,
    flops: trainingFlops(shape, tokens),
    sixND: sixND(parameters.nonEmbedding, tokens),
  };
}

/** At least one batch. */
function overlappingWindows({ batch, context }: RunSettings, steps: number): number {
  const inStretch = Math.floor((STRETCH - context) / STRIDE) + 1;
  const affordable = Math.floor(3 * OVERLAPPING_SHARE * steps * batch);
  return Math.max(batch, Math.min(inStretch, affordable));
}

/** The number of whole windows that comes nearest to U tokens; null for all windows. */
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

/** Evenly spread steps; the last one is the end. */
function evaluationSteps(steps: number, times: number): number[] {
  return [
    ...new Set(Array.from({ length: times }, (_, i) => Math.max(1, Math.floor(((i + 1) * steps) / times)))),
  ];
}

import type { Schedule } from '../../engine/trainer.ts';

/** How many heads a width gets. */
export interface HeadRule {
  /** `size`: as many heads as fit at this head size; `count`: this many heads at every width. */
  by: 'size' | 'count';
  /** The head size, or the number of heads. */
  number: number;
}

/** Which kernels train: those measured to be the fastest here, those that suit most adapters, or the plain reference. */
export type KernelChoice = 'measured' | 'usual' | 'plain';

/** What a person may set of an experiment. */
export interface SweepSettings {
  /** Id of a text or of a source whose entropy is known. */
  corpus: string;
  /** C of each run. */
  widths: number[];
  /** L. */
  layers: number;
  heads: HeadRule;
  /** T, tokens a window. */
  context: number;
  /** B, windows a step. */
  batch: number;
  /** D, tokens each model sees; training rounds it to whole steps. */
  tokens: number;
  /** Peak rate of embeddings, gains and biases. */
  learningRate: number;
  schedule: Schedule['kind'];
  /** Seed of the first lane; the others count up from it. */
  seed: number;
  /** R, models trained side by side at each width, differing in seed only. */
  lanes: number;
  kernels: KernelChoice;
}

export type SweepField = keyof SweepSettings;

export type DraftField = SweepField | 'headRule';

/** Settings as they stand in the form: text, perhaps not valid. */
export type SweepDraft = Record<DraftField, string>;

/** The text a form shows for settings. */
export function draftOf(settings: SweepSettings): SweepDraft {
  return {
    corpus: settings.corpus,
    widths: settings.widths.join(', '),
    layers: String(settings.layers),
    headRule: settings.heads.by,
    heads: String(settings.heads.number),
    context: String(settings.context),
    batch: String(settings.batch),
    tokens: settings.tokens.toLocaleString('en'),
    learningRate: String(settings.learningRate),
    schedule: settings.schedule,
    seed: String(settings.seed),
    lanes: String(settings.lanes),
    kernels: settings.kernels,
  };
}

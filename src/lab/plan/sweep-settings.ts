/*
 * Words of a plan:
 * preset       an experiment's data
 * draft        the text in the form
 * settings     the numbers read from a draft
 * proposal     what Start would train
 * planned run  one run of a proposal
 */
import type { Positions, Schedule } from '../../engine/trainer.ts';

/** The rule that gives each width its heads. */
export interface HeadRule {
  /** `size`: as many heads as fit at this head size; `count`: this many heads at every width. */
  by: 'size' | 'count';
  /** The head size, or the number of heads. */
  number: number;
}

/**
 * The kernels that train: the fastest ones, measured on this adapter; the usual ones for most adapters; or the plain
 * reference.
 */
export type KernelChoice = 'measured' | 'usual' | 'plain';

/**
 * The budgets of IsoFLOP and their widths: ranges around the best size of each; those of the first versions, which files and
 * links without this word mean; or three small ones.
 */
export type BudgetChoice = 'centred' | 'first' | 'small';

/** The settings of an experiment that a person may change. */
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
  /** D, tokens that each model sees. Training rounds them to whole steps. */
  tokens: number;
  /** Peak rate of embeddings, gains and biases. */
  learningRate: number;
  schedule: Schedule['kind'];
  /** Of a transformer. */
  positions: Positions;
  /** Seed of the first lane. The seeds of the other lanes count up from it. */
  seed: number;
  /** R, models trained side by side at each width. They differ only in their seeds. */
  lanes: number;
  kernels: KernelChoice;
  /** Of IsoFLOP; nothing in other experiments. */
  budgets: BudgetChoice;
}

export type SweepField = keyof SweepSettings;

export type DraftField = SweepField | 'headRule';

/** The text of the form, which may be invalid. */
export type SweepDraft = Record<DraftField, string>;

/** Fields that the form of earlier versions lacked. */
type LaterField = 'positions' | 'budgets';

/** A draft as files and databases store it. */
export type StoredDraft = Omit<SweepDraft, LaterField> & Partial<Pick<SweepDraft, LaterField>>;

/** The form's text for settings. */
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
    positions: settings.positions,
    seed: String(settings.seed),
    lanes: String(settings.lanes),
    kernels: settings.kernels,
    budgets: settings.budgets,
  };
}

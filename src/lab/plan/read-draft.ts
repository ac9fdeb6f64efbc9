import type { Positions, Schedule } from '../../engine/trainer.ts';
import type { Refusal } from '../../laws/refusal.ts';
import { shortTextRefusal } from './corpora.ts';
import { headRefusal, HEAD_SIZE_MAX, HEAD_SIZE_MIN, isHeadSize } from './head-rule.ts';
import { readOwnCorpus } from './own-corpus.ts';
import { isRefused, parseNumber, quoted, readWhole } from './read-number.ts';
import type {
  BudgetChoice,
  HeadRule,
  SweepDraft,
  SweepField,
  SweepSettings,
  KernelChoice,
} from './sweep-settings.ts';

export const WIDTH_MIN = 2;
export const WIDTH_MAX = 1024;
const WIDTHS_MAX = 16;
export const LAYERS_MAX = 16;
export const CONTEXT_MIN = 8;
export const CONTEXT_MAX = 512;
const BATCH_MAX = 1024;
export const LANES_MAX = 16;
/** Tokens a step, in all lanes together. */
export const STEP_TOKENS_MAX = 65_536;
export const STEPS_MIN = 10;
export const TOKENS_MAX = 1e9;

export const SCHEDULES: Record<Schedule['kind'], string> = {
  linear: 'linear to 0',
  cosine: 'cosine to 0',
  constant: 'constant',
  'warmup-stable-decay': 'constant, then a cooldown',
};

export const POSITIONS: Record<Positions, string> = {
  rotary: 'rotary',
  learned: 'learned',
  both: 'rotary and learned',
};

export const KERNEL_CHOICES: Record<KernelChoice, string> = {
  measured: 'fastest, measured',
  usual: 'usual, unmeasured',
  plain: 'plain, slow',
};

export const BUDGET_CHOICES: Record<BudgetChoice, string> = {
  centred: 'around the best sizes',
  small: 'three small ones',
  first: 'as in early versions',
};

export type Refusals = Partial<Record<SweepField, string>>;

/** The settings of a draft if every field is valid, or else the rule that each wrong field breaks. */
export type DraftReading =
  { settings: SweepSettings; refusals: Refusals } | { settings: null; refusals: Refusals };

type Readings = { [Field in SweepField]: SweepSettings[Field] | Refusal };

/**
 * Validates a form's text. All settings of a person pass through here.
 * @param corpora ids of the page's texts and sources; a text of the person's own is a corpus, too
 */
export function readDraft(draft: SweepDraft, corpora: readonly string[]): DraftReading {
  const readings: Readings = {
    corpus: readCorpus(draft.corpus, corpora),
    widths: readWidths(draft.widths),
    layers: readWhole('layers', draft.layers, 1, LAYERS_MAX),
    heads: readHeads(draft),
    context: readWhole('context', draft.context, CONTEXT_MIN, CONTEXT_MAX),
    batch: readWhole('batch', draft.batch, 1, BATCH_MAX),
    tokens: readWhole('tokens', draft.tokens, 1, TOKENS_MAX),
    learningRate: readRate(draft.learningRate),
    schedule: readChoice('schedule', SCHEDULES, draft.schedule),
    positions: readChoice('positions', POSITIONS, draft.positions),
    seed: readWhole('seed', draft.seed, 0, 2 ** 31),
    lanes: readWhole('seeds', draft.lanes, 1, LANES_MAX),
    kernels: readChoice('choice of kernels', KERNEL_CHOICES, draft.kernels),
    budgets: readChoice('budgets', BUDGET_CHOICES, draft.budgets),
  };
  if (areAccepted(readings)) {
    const refusals = jointRefusals(readings);
    return Object.keys(refusals).length === 0
      ? { settings: readings, refusals }
      : { settings: null, refusals };
  }
  return { settings: null, refusals: refusalsOf(readings) };
}

function areAccepted(readings: Readings): readings is SweepSettings {
  return !Object.values(readings).some((reading) => isRefused(reading));
}

function refusalsOf(readings: Readings): Refusals {
  const refusals: Refusals = {};
  let field: SweepField;
  for (field in readings) {
    const reading = readings[field];
    if (isRefused(reading)) refusals[field] = reading.refused;
  }
  return refusals;
}

/** Rules between fields. */
function jointRefusals(settings: SweepSettings): Refusals {
  const refusals: Refusals = {};
  const heads = settings.widths
    .map((width) => headRefusal(width, settings.heads))
    .find((rule) => rule !== null);
  if (heads !== undefined) refusals.heads = heads;
  const { batch, context, corpus, lanes, tokens } = settings;
  const short = shortTextRefusal(corpus, context, batch);
  if (short !== null) refusals.corpus = short;
  const stepTokens = batch * context;
  if (stepTokens * lanes > STEP_TOKENS_MAX) {
    const product = (stepTokens * lanes).toLocaleString('en');
    refusals.batch = `batch · context · seeds must be at most ${STEP_TOKENS_MAX.toLocaleString('en')} tokens a step: ${batch} · ${context} · ${lanes} = ${product}`;
  }
  if (tokens < STEPS_MIN * stepTokens) {
    refusals.tokens = `tokens must fill at least ${STEPS_MIN} steps of ${stepTokens.toLocaleString('en')} tokens: ${tokens.toLocaleString('en')} < ${(STEPS_MIN * stepTokens).toLocaleString('en')}`;
  }
  return refusals;
}

function readCorpus(id: string, corpora: readonly string[]): string | Refusal {
  if (corpora.includes(id) || readOwnCorpus(id) !== null) return id;
  return { refused: `no such text: ${quoted(id)}` };
}

/** The widths of a list, ascending. */
export function readWidths(text: string): number[] | Refusal {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  if (parts.length === 0 || parts.length > WIDTHS_MAX) {
    return { refused: `a sweep has 1 to ${WIDTHS_MAX} widths: ${parts.length} given` };
  }
  const widths: number[] = [];
  for (const part of parts) {
    const width = readWhole('a width', part, WIDTH_MIN, WIDTH_MAX);
    if (isRefused(width)) return width;
    if (widths.includes(width)) return { refused: `each width may be given once: ${width} is given twice` };
    widths.push(width);
  }
  return widths.toSorted((a, b) => a - b);
}

function readHeads(draft: SweepDraft): HeadRule | Refusal {
  const by = draft.headRule === 'count' ? 'count' : 'size';
  const number = by === 'count' ? readWhole('heads', draft.heads, 1, 256) : readHeadSize(draft.heads);
  return isRefused(number) ? number : { by, number };
}

function readHeadSize(text: string): number | Refusal {
  const size = parseNumber(text);
  if (isHeadSize(size)) return size;
  return { refused: `head size must be even, ${HEAD_SIZE_MIN} to ${HEAD_SIZE_MAX}: ${quoted(text)}` };
}

function readRate(text: string): number | Refusal {
  const rate = parseNumber(text);
  return rate > 0 && rate <= 1 ? rate : { refused: `rate must be above 0 and at most 1: ${quoted(text)}` };
}

/** The key of a choice of the form. */
function readChoice<Name extends string>(
  what: string,
  choices: Readonly<Record<Name, string>>,
  text: string,
): Name | Refusal {
  const isName = (name: string): name is Name => Object.hasOwn(choices, name);
  if (isName(text)) return text;
  return { refused: `no such ${what}: ${quoted(text)}; there are ${Object.keys(choices).join(', ')}` };
}

import { isRefused, readWhole } from '../plan/read-number.ts';
import { LANES_MAX, TOKENS_MAX, WIDTH_MAX } from '../plan/read-draft.ts';
import type { SweepDraft } from '../plan/sweep-settings.ts';

/** A change of the settings that could tell more: longer runs, more seeds, one more width, or the same runs again. */
export type NextStep =
  | { readonly change: 'tokens'; readonly times: number }
  | { readonly change: 'lanes'; readonly to: number }
  | { readonly change: 'widths' }
  | { readonly change: 'nothing' };

/** A next step as a button says it, with the fields of the form that it changes. */
export interface DraftedStep {
  readonly words: string;
  readonly draft: Partial<SweepDraft>;
}

/** Heads of the recipe have this size, and every width must be a multiple of it. */
const WIDTH_STEP = 8;
/** Neighbouring widths differ by about this factor. */
const WIDER = 1.4;

/** The step for a form's text, longer runs if it has the seeds already; null if the form's rules forbid it or it changes nothing. */
export function draftedStep(step: NextStep, draft: SweepDraft): DraftedStep | null {
  switch (step.change) {
    case 'tokens':
      return withTokens(draft, step.times);
    case 'lanes':
      return withLanes(draft, step.to);
    case 'widths':
      return withOneMoreWidth(draft);
    case 'nothing':
      return { words: 'Train all models again', draft: {} };
    default:
      return step satisfies never;
  }
}

function withTokens(draft: SweepDraft, times: number): DraftedStep | null {
  const now = readWhole('tokens', draft.tokens, 1, TOKENS_MAX);
  if (isRefused(now)) return null;
  const tokens = Number((now * times).toPrecision(3));
  if (tokens <= now || tokens > TOKENS_MAX) return null;
  return { words: `Train with ${countOf(tokens)} tokens`, draft: { tokens: tokens.toLocaleString('en') } };
}

function withLanes(draft: SweepDraft, to: number): DraftedStep | null {
  const now = readWhole('seeds', draft.lanes, 1, LANES_MAX);
  if (isRefused(now)) return null;
  if (now >= to) return withTokens(draft, 2);
  return { words: `Train ${to} seeds of each`, draft: { lanes: String(to) } };
}

function withOneMoreWidth(draft: SweepDraft): DraftedStep | null {
  const widths = draft.widths.split(/[\s,;]+/).filter((word) => word !== '');
  const widest = Math.max(...widths.map(Number));
  const width = Math.ceil((WIDER * widest) / WIDTH_STEP) * WIDTH_STEP;
  if (!(width > widest && width <= WIDTH_MAX)) return null;
  return { words: `Add width ${width}`, draft: { widths: [...widths, String(width)].join(', ') } };
}

const COUNT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 });

/** `1.02M` */
function countOf(value: number): string {
  return COUNT.format(value);
}

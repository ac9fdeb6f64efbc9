import type { ProbeResult, SampleResult } from '../engine/trainer.ts';
import type { FloorChoice } from '../laws/choose-law.ts';
import type { Refusal } from '../laws/refusal.ts';
import type { ScalingLaw } from '../laws/scaling-law.ts';
import { CORPUS_TITLES, corpusText } from './corpus-text.ts';
import { planSweep, type PlannedRun } from './plan-sweep.ts';
import { readDraft, type Refusals } from './read-draft.ts';
import { FULL_SWEEP } from './recipe.ts';
import { queuedRun, type Run } from './run.ts';
import { draftOf, type SweepDraft } from './sweep-settings.ts';
import { warningsOf } from './warnings.ts';

/** `idle` before the first start; `ended` after a sweep, whose runs stay until the next start. */
export type Phase = 'idle' | 'running' | 'paused' | 'stopping' | 'ended';

/** How the loss chart is looked at. */
export interface LossView {
  readonly over: 'steps' | 'tokens' | 'flops';
  readonly axes: 'log' | 'linear';
}

/** Text a model wrote. */
export interface Sample extends SampleResult {
  readonly width: number;
  readonly temperature: number;
}

/** What the settings' form says. */
export interface Proposal {
  readonly draft: SweepDraft;
  /** The rule each wrong field breaks. */
  readonly refusals: Refusals;
  /** What is allowed but risky. */
  readonly warnings: readonly string[];
  /** The runs it means, cheapest first; none while a field is refused. */
  readonly planned: readonly PlannedRun[];
}

export interface ExperimentState extends Proposal {
  readonly adapter: ProbeResult | { readonly kind: 'asking' };
  readonly phase: Phase;
  /** The sweep on the page, cheapest first. */
  readonly runs: readonly Run[];
  readonly floor: FloorChoice;
  /** null before the first run has finished. */
  readonly law: ScalingLaw | Refusal | null;
  /** Latest first. */
  readonly samples: readonly Sample[];
  readonly temperature: number;
  readonly sampling: 'idle' | 'writing';
  /** Why the last text could not be written; empty if it could. */
  readonly sampleTrouble: string;
  readonly lossView: LossView;
  /** Why nothing can be trained any more; empty while it can. */
  readonly trouble: string;
}

/**
 * Reads a form's text and plans its sweep.
 * @param sweep prefix of the runs' ids
 * @param base address against which the text's file is found
 */
export function proposal(draft: SweepDraft, sweep: string, base: string): Proposal {
  const { settings, refusals } = readDraft(draft, Object.keys(CORPUS_TITLES));
  if (settings === null) return { draft, refusals, warnings: [], planned: [] };
  const corpus = corpusText(settings.corpus, settings.context);
  const planned = planSweep(settings, corpus, sweep, base);
  return { draft, refusals, warnings: warningsOf(settings, corpus), planned };
}

/** Before anything is asked or trained: the default sweep stands in the form and, queued, on the charts. */
export function initialState(base: string): ExperimentState {
  const first = proposal(draftOf(FULL_SWEEP), 'sweep1', base);
  return {
    ...first,
    adapter: { kind: 'asking' },
    phase: 'idle',
    runs: first.planned.map(queuedRun),
    floor: 'auto',
    law: null,
    samples: [],
    temperature: 0.8,
    sampling: 'idle',
    sampleTrouble: '',
    lossView: { over: 'steps', axes: 'log' },
    trouble: '',
  };
}
